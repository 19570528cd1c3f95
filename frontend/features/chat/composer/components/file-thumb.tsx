"use client";

import { FileText, Music, type LucideIcon } from "lucide-react";
import type { Attachment } from "@/features/chat/composer/lib/attachments";
import type { FileKind } from "@/features/chat/composer/lib/check-file";
import { useObjectUrl } from "@/features/chat/composer/lib/use-object-url";

const icons: Partial<Record<FileKind, LucideIcon>> = { audio: Music };

/** A small picture of a file, or of its kind. */
export function FileThumb({ file, kind }: Pick<Attachment, "file" | "kind">) {
  const visual = kind === "image" || kind === "video";
  const url = useObjectUrl(visual ? file : null);
  const Icon = icons[kind] ?? FileText;
  return (
    <span className="grid size-14 shrink-0 place-items-center overflow-hidden rounded-lg bg-surface-tertiary text-muted">
      {/* A file of the person's own, which no server can make smaller. */}
      {/* eslint-disable-next-line @next/next/no-img-element */}
      {kind === "image" && url && <img src={url} alt="" className="size-full object-cover" />}
      {kind === "video" && url && <video src={url} muted playsInline preload="metadata" className="size-full object-cover" />}
      {!visual && <Icon aria-hidden className="size-6" strokeWidth={1.5} />}
    </span>
  );
}
