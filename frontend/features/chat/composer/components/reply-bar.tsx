"use client";

import { useTranslations } from "next-intl";
import { useChatTitle } from "@/features/chat/lib/use-chat-title";
import { ContextBar } from "@/features/chat/composer/components/context-bar";
import { chatKey, useSelection } from "@/features/chat/timeline/selection-store";
import type { Chat } from "@/lib/api/types";

/** The message that the next one answers, if the person picked one. */
export function ReplyBar({ chat }: { chat: Chat }) {
  const t = useTranslations("composer.reply");
  const title = useChatTitle();
  const message = useSelection(({ replyingTo }) => replyingTo[chatKey(chat)]);
  const clear = useSelection((state) => state.clear);
  if (!message) return null;
  const name = message.senderName ?? title(chat);
  return (
    <ContextBar
      title={message.fromMe ? t("self") : t("to", { name })}
      cancelLabel={t("cancel")}
      message={message}
      onCancel={() => clear(chat)}
    />
  );
}
