"use client";

import { Download } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { FileIcon } from "@/features/chat/bubbles/components/file-icon";
import { MissingMedia } from "@/features/chat/bubbles/components/missing-media";
import { UploadVeil } from "@/features/chat/bubbles/components/upload-veil";
import { downloadLink } from "@/features/chat/bubbles/lib/download-link";
import { cutMiddle, extensionOf, readableSize } from "@/features/chat/bubbles/lib/file-name";

/** A document: its name, what it is and how large, and a way to save it. */
export function DocumentContent({ message }: { message: TimelineMessage }) {
  const t = useTranslations("conversation.media");
  const format = useFormatter();
  const { media, local } = message;
  if (!local && media?.status !== "stored") return <MissingMedia message={message} />;
  const name = media?.filename ?? t("document");
  const extension = extensionOf(media?.filename ?? null, media?.mimeType ?? null);
  const size = media?.size != null ? readableSize(media.size) : null;
  return (
    <div className="relative -mx-[7px] -mt-0.5 mb-1 flex w-[290px] max-w-[calc(100%+14px)] items-center gap-[11px] rounded-[10px] bg-(--quote) py-2 ps-[9px] pe-1.5 sm:w-[330px]">
      <FileIcon extension={extension} />
      <div className="min-w-0 flex-1">
        <p dir="auto" title={name} className="text-sm font-[550] wrap-anywhere">{cutMiddle(name)}</p>
        <p className="text-xs/4 text-bubble-meta tabular-nums">
          {[extension, size && format.number(size.value, { style: "unit", unit: size.unit, unitDisplay: "short" })].filter(Boolean).join(" · ")}
        </p>
      </div>
      {media?.url && (
        <a
          href={downloadLink(media.url)}
          download={name}
          aria-label={t("download", { name })}
          className="grid size-9 shrink-0 place-items-center rounded-2xl text-bubble-meta hover:bg-foreground/8 hover:text-foreground pointer-coarse:size-10"
        >
          <Download className="size-[18px]" aria-hidden />
        </a>
      )}
      {local && <UploadVeil local={local} />}
    </div>
  );
}
