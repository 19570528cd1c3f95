"use client";

import { useState } from "react";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { useFreshLinks } from "@/features/chat/bubbles/use-fresh-links";

type Props = { message: TimelineMessage; src: string; alt: string; className?: string; onBroken?: () => void };

/** A picture by its signed link, which is renewed once when it is too old. */
export function MediaImage({ message, src, alt, className, onBroken }: Props) {
  const refresh = useFreshLinks(message);
  const [broken, setBroken] = useState<string | null>(null);
  if (broken === src) return null;
  const fail = async () => {
    const media = await refresh();
    if (media?.url) return;
    setBroken(src);
    onBroken?.();
  };
  return (
    // The link is signed and short-lived, and made for an <img>: nothing is to be optimised or cached by our server.
    // eslint-disable-next-line @next/next/no-img-element
    <img src={src} alt={alt} className={className} loading="lazy" decoding="async" draggable={false} onError={() => void fail()} />
  );
}
