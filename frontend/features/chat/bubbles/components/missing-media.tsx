"use client";

import { FileX, ImageOff, LoaderCircle, MicOff, VideoOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMessageChange } from "@/features/chat/bubbles/use-message-change";
import { askForMedia } from "@/features/chat/api/actions";
import type { TimelineMessage } from "@/features/chat/api/timeline";

const icons = { image: ImageOff, sticker: ImageOff, video: VideoOff, voice: MicOff, audio: MicOff } as const;

/** Kinds that Spanish asks for as "la". */
const feminine = new Set<string>(["image", "sticker", "voice"]);

/** Stands in the place of a file that isn't here: on its way, or no longer at WhatsApp's. */
export function MissingMedia({ message }: { message: TimelineMessage }) {
  const t = useTranslations("conversation.media");
  const change = useMessageChange();
  const { type, media } = message;
  const Icon = type in icons ? icons[type as keyof typeof icons] : FileX;
  const gone = { image: t("imageGone"), sticker: t("imageGone"), video: t("videoGone"), voice: t("voiceGone"), audio: t("audioGone") };
  if (media?.status === "pending" || change.isPending) {
    return (
      <p className="flex items-center gap-3 px-1 py-1.5 text-bubble-meta">
        <LoaderCircle className="size-5 animate-spin motion-reduce:animate-none" aria-hidden />
        {t("pending")}
      </p>
    );
  }
  const ask = () =>
    change.mutate({ message, ask: async () => void (await askForMedia(message)), patch: media && { media: { ...media, status: "pending" } } });
  return (
    <div className="flex items-center gap-3 px-1 py-1.5">
      <Icon className="size-5 shrink-0 text-bubble-meta" aria-hidden />
      <div>
        <p className="font-[550]">{gone[type as keyof typeof gone] ?? t("fileGone")}</p>
        <button type="button" className="-my-1 py-1 font-[550] text-link" onClick={ask}>
          {feminine.has(type) ? t("askAgain") : t("askAgainIt")}
        </button>
      </div>
    </div>
  );
}
