"use client";

import { ImageOff, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRowTime } from "@/features/chat/lib/use-row-time";
import { useSelection } from "@/features/chat/timeline/selection-store";
import type { Message } from "@/lib/api/types";

/** A picture or video, small. It leads to its message. */
export function SharedPicture({ message }: { message: Message }) {
  const t = useTranslations("chat.details");
  const timeOf = useRowTime();
  const jumpTo = useSelection((state) => state.jumpTo);
  const src = message.media?.thumbnailUrl ?? (message.type === "image" ? message.media?.url : null);
  const time = timeOf(message.timestamp);
  return (
    <li>
      <button
        type="button"
        aria-label={message.type === "video" ? t("videoOf", { time }) : t("photoOf", { time })}
        onClick={() => jumpTo(message, message.id)}
        className="relative grid aspect-square w-full place-items-center overflow-hidden rounded-lg bg-surface-tertiary text-muted"
      >
        {src ? (
          // A signed link, which Next's image server couldn't open.
          // eslint-disable-next-line @next/next/no-img-element
          <img src={src} alt="" loading="lazy" decoding="async" className="absolute inset-0 size-full object-cover" />
        ) : (
          <ImageOff aria-hidden className="size-5" strokeWidth={1.75} />
        )}
        {message.type === "video" && <Play aria-hidden className="relative size-5 fill-current text-white drop-shadow" />}
      </button>
    </li>
  );
}
