"use client";

import { Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useState } from "react";
import { createPortal } from "react-dom";

type Props = {
  /** An element of the thread, which is the closest `[data-thread]` around it. */
  within: RefObject<HTMLElement | null>;
  name: string;
  onFiles: (files: File[]) => void;
};

const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes("Files") ?? false;

/** Takes files that are dropped anywhere on the thread, and says so while they hover over it. */
export function DropVeil({ within, name, onFiles }: Props) {
  const t = useTranslations("composer");
  const [thread, setThread] = useState<HTMLElement | null>(null);

  useEffect(() => {
    const place = within.current?.closest<HTMLElement>("[data-thread]");
    if (!place) return;
    // Each child that the pointer passes tells of a leave and an enter.
    let depth = 0;
    const show = (by: number) => {
      depth = Math.max(0, depth + by);
      setThread(depth > 0 ? place : null);
    };
    const onEnter = (event: DragEvent) => hasFiles(event) && show(1);
    const onLeave = (event: DragEvent) => hasFiles(event) && show(-1);
    const onOver = (event: DragEvent) => hasFiles(event) && event.preventDefault();
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      show(-depth);
      onFiles([...event.dataTransfer!.files]);
    };
    const listeners = { dragenter: onEnter, dragleave: onLeave, dragover: onOver, drop: onDrop };
    for (const [type, listener] of Object.entries(listeners)) place.addEventListener(type, listener as EventListener);
    return () => {
      for (const [type, listener] of Object.entries(listeners)) place.removeEventListener(type, listener as EventListener);
    };
  }, [within, onFiles]);

  if (!thread) return null;
  return createPortal(
    <div className="pointer-events-none absolute inset-2 z-40 grid place-items-center rounded-3xl border-2 border-dashed border-accent bg-accent-soft/95 text-accent-soft-foreground">
      <p className="grid justify-items-center gap-2 px-6 text-center text-base font-semibold">
        <Upload aria-hidden className="size-8" strokeWidth={1.5} />
        {t("drop", { name })}
      </p>
    </div>,
    thread,
  );
}
