"use client";

import { Archive, ArchiveRestore, Bell, BellOff, Mail, MailOpen, Pin, PinOff } from "lucide-react";
import { useTranslations } from "next-intl";
import type { MenuEntry } from "@/features/chat/components/anchored-menu";
import { isMuted, isUnread } from "@/features/chat/lib/chat-order";
import { useChatActions } from "@/features/chat/lib/use-chat-actions";
import type { Chat } from "@/lib/api/types";

/** What a menu offers for a chat as a whole. */
export function useChatMenu(chat: Chat): MenuEntry[] {
  const t = useTranslations("chat.actions");
  const act = useChatActions();
  const mute: MenuEntry[] = isMuted(chat)
    ? [{ id: "unmute", label: t("unmute"), icon: Bell, keys: "Alt+M", onAction: () => act.unmute(chat) }]
    : [
        { id: "mute8h", label: t("mute8h"), icon: BellOff, onAction: () => act.mute(chat, "eightHours") },
        { id: "muteWeek", label: t("muteWeek"), icon: BellOff, onAction: () => act.mute(chat, "week") },
        { id: "muteAlways", label: t("muteAlways"), icon: BellOff, keys: "Alt+M", onAction: () => act.mute(chat, "always") },
      ];
  return [
    isUnread(chat)
      ? { id: "read", label: t("markRead"), icon: MailOpen, keys: "Alt+U", onAction: () => act.markRead(chat) }
      : { id: "unread", label: t("markUnread"), icon: Mail, keys: "Alt+U", onAction: () => act.markUnread(chat) },
    { id: "pin", label: chat.pinned ? t("unpin") : t("pin"), icon: chat.pinned ? PinOff : Pin, keys: "Alt+P", onAction: () => act.togglePin(chat) },
    ...mute,
    {
      id: "archive",
      label: chat.archived ? t("unarchive") : t("archive"),
      icon: chat.archived ? ArchiveRestore : Archive,
      keys: "Alt+E",
      onAction: () => act.toggleArchive(chat),
    },
  ];
}
