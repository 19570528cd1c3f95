"use client";

import { ChevronLeft, ChevronRight, Download, X, ZoomIn, ZoomOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { LightboxButton } from "@/features/chat/bubbles/components/lightbox-button";
import { ZoomImage } from "@/features/chat/bubbles/components/zoom-image";
import { downloadLink } from "@/features/chat/bubbles/lib/download-link";
import { useFreshLinks } from "@/features/chat/bubbles/use-fresh-links";

type Props = { message: TimelineMessage; /** Those among which the arrows go. */ messages: TimelineMessage[]; onClose: () => void };

const LARGEST = 4;

const isPicture = ({ type, media, deletedAt }: TimelineMessage) =>
  (type === "image" || type === "video") && Boolean(media?.url) && !deletedAt;

/** Photos and videos of a chat over the whole window: arrows go on, + and - zoom, Escape closes. */
export function Lightbox({ message, messages, onClose }: Props) {
  const t = useTranslations("conversation.lightbox");
  const dialog = useRef<HTMLDialogElement>(null);
  const [id, setId] = useState(message.id);
  const [zoom, setZoom] = useState(1);
  const pictures = messages.filter(isPicture);
  const at = pictures.findIndex((one) => one.id === id);
  const shown = pictures[at] ?? message;
  const refresh = useFreshLinks(shown);

  useEffect(() => dialog.current?.showModal(), []);

  const go = (step: number) => {
    const next = pictures[at + step];
    if (!next) return;
    setId(next.id);
    setZoom(1);
  };
  const zoomTo = (next: number) => setZoom(Math.min(LARGEST, Math.max(1, next)));
  const onKeyDown = ({ key, target }: KeyboardEvent) => {
    if (target instanceof HTMLVideoElement) return;
    if (key === "ArrowLeft") go(-1);
    else if (key === "ArrowRight") go(1);
    else if (key === "+" || key === "=") zoomTo(zoom + 0.5);
    else if (key === "-") zoomTo(zoom - 0.5);
    else if (key === "0") zoomTo(1);
  };
  const url = shown.media?.url ?? "";
  return (
    <dialog
      ref={dialog}
      aria-label={shown.type === "video" ? t("video") : t("image")}
      onClose={onClose}
      onKeyDown={onKeyDown}
      className="m-0 grid size-full max-h-none max-w-none grid-rows-[auto_minmax(0,1fr)_auto] overflow-hidden bg-black/92 text-white backdrop:bg-transparent"
    >
      <header className="flex items-center gap-1 p-2">
        <span className="flex-1 ps-2 text-sm tabular-nums">{at >= 0 && t("position", { index: at + 1, total: pictures.length })}</span>
        {shown.type === "image" && (
          <>
            <LightboxButton icon={ZoomOut} label={t("zoomOut")} disabled={zoom <= 1} onClick={() => zoomTo(zoom - 0.5)} />
            <LightboxButton icon={ZoomIn} label={t("zoomIn")} disabled={zoom >= LARGEST} onClick={() => zoomTo(zoom + 0.5)} />
          </>
        )}
        {url && (
          <a href={downloadLink(url)} download aria-label={t("download")} className="grid size-10 place-items-center rounded-2xl hover:bg-white/15 focus-visible:outline-white">
            <Download className="size-5" aria-hidden />
          </a>
        )}
        <LightboxButton icon={X} label={t("close")} onClick={() => dialog.current?.close()} />
      </header>
      {/* Beside the picture is the way out, as everywhere; the keyboard has Escape. */}
      <div className="relative min-h-0" onClick={(event) => event.target === event.currentTarget && dialog.current?.close()}>
        {shown.type === "video" ? (
          <video key={url} src={url} controls autoPlay playsInline onError={() => void refresh()} className="absolute inset-0 m-auto max-h-full max-w-full" />
        ) : (
          <ZoomImage key={url} src={url} alt={shown.body || t("image")} zoom={zoom} onZoom={zoomTo} onError={() => void refresh()} onOutside={() => dialog.current?.close()} />
        )}
        {at > 0 && <LightboxButton icon={ChevronLeft} label={t("previous")} onClick={() => go(-1)} className="absolute start-2 top-1/2 -translate-y-1/2 bg-black/50" />}
        {at >= 0 && at < pictures.length - 1 && (
          <LightboxButton icon={ChevronRight} label={t("next")} onClick={() => go(1)} className="absolute end-2 top-1/2 -translate-y-1/2 bg-black/50" />
        )}
      </div>
      {shown.body && <p dir="auto" className="max-h-28 overflow-auto p-4 text-center text-[15px]/[21px] wrap-anywhere">{shown.body}</p>}
    </dialog>
  );
}
