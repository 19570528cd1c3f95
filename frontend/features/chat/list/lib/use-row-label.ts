"use client";

import { useTranslations } from "next-intl";
import { isMuted, isUnread } from "@/features/chat/lib/chat-order";
import { kindOf } from "@/features/chat/list/lib/kinds";
import { plainText, type Preview, sayMessage } from "@/features/chat/list/lib/preview";
import type { Chat } from "@/lib/api/types";

/** Says a row as one reads it aloud: «Mariana, por Ventas, 16:02, 2 sin leer: ¿Tienen conchas…». */
export function useRowLabel() {
  const t = useTranslations("chat.list");
  const said = (preview: Preview) => {
    switch (preview.is) {
      case "nothing":
        return t("noMessages");
      case "typing":
        return t("typing");
      case "recording":
        return t("recording");
      case "draft":
        return `${t("draft")} ${plainText(preview.text)}`;
      default: {
        const text = sayMessage(preview.message, t(kindOf(preview.message.type).label));
        if (preview.is === "failed") return t("failed", { text });
        return preview.message.fromMe ? t("ownMessage", { text }) : text;
      }
    }
  };
  return (chat: Chat, words: { title: string; number: string; time: string }, preview: Preview) => {
    const facts = [
      t("rowOf", { name: words.title, number: words.number }),
      words.time,
      isUnread(chat) && (chat.unreadCount > 0 ? t("unread", { count: chat.unreadCount }) : t("markedUnread")),
      chat.pinned && t("pinned"),
      isMuted(chat) && t("muted"),
    ];
    return `${facts.filter(Boolean).join(", ")}: ${said(preview)}`;
  };
}
