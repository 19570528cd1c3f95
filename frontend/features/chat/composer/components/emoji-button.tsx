"use client";

import { Smile } from "lucide-react";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { type RefObject, useEffect, useRef, useState } from "react";
import { ToolButton } from "@/features/chat/composer/components/tool-button";
import { typeQuietly } from "@/features/chat/composer/lib/text-area";
import { useAltKey } from "@/features/chat/composer/lib/use-alt-key";

const EmojiPicker = dynamic(() => import("@/features/chat/composer/components/emoji-picker").then((module) => module.EmojiPicker), {
  ssr: false,
});

/** Opens the emoji, which go where the caret is in the box. */
export function EmojiButton({ box }: { box: RefObject<HTMLTextAreaElement | null> }) {
  const t = useTranslations("composer");
  const area = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  useAltKey("i", () => setOpen((now) => !now));

  useEffect(() => {
    if (!open) return;
    const leave = ({ target }: PointerEvent) => {
      if (target instanceof Node && !area.current?.contains(target)) setOpen(false);
    };
    document.addEventListener("pointerdown", leave);
    return () => document.removeEventListener("pointerdown", leave);
  }, [open]);

  return (
    <div
      ref={area}
      className="relative"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open) return;
        event.stopPropagation();
        setOpen(false);
        box.current?.focus();
      }}
    >
      <ToolButton icon={Smile} label={t("emoji")} aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)} />
      {open && <EmojiPicker onPick={(emoji) => box.current && typeQuietly(box.current, emoji)} />}
    </div>
  );
}
