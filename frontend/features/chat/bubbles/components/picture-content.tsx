"use client";

import { Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { MediaImage } from "@/features/chat/bubbles/components/media-image";
import { MissingMedia } from "@/features/chat/bubbles/components/missing-media";
import { UploadVeil } from "@/features/chat/bubbles/components/upload-veil";
import { useConversation } from "@/features/chat/bubbles/conversation-context";
import { clock } from "@/features/chat/bubbles/lib/clock";
import { pictureRatio } from "@/features/chat/bubbles/lib/picture-ratio";

/** Photos up to this many bytes are shown as they are; of larger ones the small picture, until they are opened. */
const LIGHT = 600_000;

/** A photo, or the first picture of a video. Its place is reserved before it is here; pressing shows it large. */
export function PictureContent({ message }: { message: TimelineMessage }) {
  const t = useTranslations("conversation.media");
  const { openPicture } = useConversation();
  const [broken, setBroken] = useState(false);
  const { media, local, type } = message;
  const light = type === "image" && (media?.size ?? 0) <= LIGHT;
  const preview = (light ? media?.url : media?.thumbnailUrl) ?? (type === "image" ? (media?.url ?? local?.previewUrl) : undefined);
  const here = local || media?.status === "stored";
  if (!here || (broken && type === "image")) return <MissingMedia message={message} />;
  return (
    <button
      type="button"
      disabled={Boolean(local)}
      onClick={() => openPicture(message)}
      aria-label={type === "image" ? t("openImage") : t("playVideo")}
      style={{ aspectRatio: pictureRatio(media), backgroundImage: media?.thumbnailUrl ? `url("${encodeURI(media.thumbnailUrl)}")` : undefined }}
      className="relative -mx-2 -mt-[3px] mb-1.5 block w-[calc(100%+16px)] overflow-hidden rounded-[10px] bg-foreground/6 bg-cover bg-center enabled:cursor-zoom-in"
    >
      {preview && (
        <MediaImage message={message} src={preview} alt={message.body || t("imageAlt")} className="absolute inset-0 size-full object-cover" onBroken={() => setBroken(true)} />
      )}
      {type === "video" && (
        <span className="absolute inset-0 m-auto grid size-12 place-items-center rounded-full bg-black/60 text-white">
          <Play className="size-5 fill-current" aria-hidden />
        </span>
      )}
      {type === "video" && media?.durationMs != null && (
        <span className="absolute start-2 bottom-2 rounded-md bg-black/65 px-1.5 text-[11.5px]/[18px] text-white tabular-nums">{clock(media.durationMs)}</span>
      )}
      {local && <UploadVeil local={local} />}
    </button>
  );
}
