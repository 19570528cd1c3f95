"use client";

import { useTranslations } from "next-intl";
import { chatName } from "@/features/chat/lib/chat-name";
import type { Chat } from "@/lib/api/types";

/** How a chat is called, in words where it has no name. */
export function useChatTitle() {
  const t = useTranslations("chat.list");
  return (chat: Pick<Chat, "name" | "phoneNumber" | "isGroup">) =>
    chatName(chat) || (chat.isGroup ? t("namelessGroup") : t("hiddenNumber"));
}
