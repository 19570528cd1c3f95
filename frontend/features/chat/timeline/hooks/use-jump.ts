"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { toast } from "sonner";
import { useErrorText } from "@/hooks/use-error-text";
import type { Quote } from "@/lib/api/types";
import type { ChatName, TimelineMessage } from "@/features/chat/api/timeline";
import { openWindow } from "@/features/chat/api/timeline-changes";
import type { useLog } from "@/features/chat/timeline/hooks/use-log";
import { chatKey, type Jump, useSelection } from "@/features/chat/timeline/selection-store";

/** How long a message glows that was jumped to, in milliseconds. */
const GLOW = 900;

type Log = Pick<ReturnType<typeof useLog>, "virtual" | "settled" | "indexOf">;

/** Shows one message of a chat, wherever it is, and makes it glow. */
export function useJump(chat: ChatName, messages: TimelineMessage[], { virtual, settled, indexOf }: Log) {
  const t = useTranslations("conversation");
  const say = useErrorText();
  const queryClient = useQueryClient();
  const asked = useSelection((state) => state.jumps[chatKey(chat)]);
  const landed = useSelection((state) => state.landed);
  const [target, setTarget] = useState<Jump | null>(null);
  const arrived = useRef<Jump | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const show = (messageId: string) => {
    if (indexOf(messageId) !== -1) return setTarget({ messageId });
    openWindow(queryClient, chat, { at: "around", id: messageId }).then(
      () => setTarget({ messageId }),
      (error) => toast.error(say(error)),
    );
  };

  useLayoutEffect(() => {
    if (target === null || !settled || arrived.current === target) return;
    const index = indexOf(target.messageId);
    if (index === -1) return;
    arrived.current = target;
    virtual.scrollToIndex(index, { align: "center" });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setTarget(null), GLOW);
  }, [target, settled, indexOf, virtual]);

  useEffect(() => () => clearTimeout(timer.current), []);

  const showLatest = useRef(show);
  useEffect(() => {
    showLatest.current = show;
  });
  useEffect(() => {
    if (!asked || !settled) return;
    landed(chat);
    showLatest.current(asked.messageId);
  }, [asked, settled, landed, chat]);

  // A quote doesn't tell of a message that came after it did, as those of the past do.
  const showOrigin = (quote: Quote) => {
    const id = quote.id ?? messages.find(({ messageId }) => messageId === quote.messageId)?.id;
    if (id) show(id);
    else toast(t("originMissing"));
  };

  return { show, showOrigin, glowing: target?.messageId ?? null };
}
