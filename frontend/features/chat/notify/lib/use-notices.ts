"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent } from "react";
import { loadedChat } from "@/features/chat/api/chats";
import { presenceKey } from "@/features/chat/api/presence-store";
import { useChatTitle } from "@/features/chat/lib/use-chat-title";
import { usePlace } from "@/features/chat/lib/use-place";
import { kindOf } from "@/features/chat/list/lib/kinds";
import { plainText } from "@/features/chat/list/lib/preview";
import { type Notice, newsTeller } from "@/features/chat/notify/lib/notices";
import { showDesktopNotice } from "@/features/chat/notify/lib/desktop-notice";
import { useTabMarks } from "@/features/chat/notify/lib/use-tab-marks";
import { viewing } from "@/features/chat/notify/lib/viewing";
import { onUpdates } from "@/lib/live/bus";
import { isLeader } from "@/lib/live/leader";
import { isQuiet, usePreferences } from "@/lib/preferences";
import { playSound } from "@/lib/sound";

/** Sounds come no more often than this, in milliseconds. */
const REST = 1_500;

/** Tells the person of new messages: on the tab, and by sound and desktop notification as they prefer. */
export function useNotices() {
  const client = useQueryClient();
  const { go } = usePlace();
  const t = useTranslations("chat.notify");
  const words = useTranslations("chat.list");
  const title = useChatTitle();
  useTabMarks();

  const show = useEffectEvent(({ chat, message }: Notice) => {
    const { notificationText } = usePreferences.getState();
    const text = plainText(message.body) || words(kindOf(message.type).label);
    const body = chat.isGroup && message.senderName ? t("inGroup", { name: message.senderName, text }) : text;
    showDesktopNotice({
      tag: presenceKey(chat),
      title: notificationText ? title(chat) : t("hidden"),
      body: notificationText ? body : "",
      onOpen: () => go({ sessionId: null, filter: "all", chat: { sessionId: chat.sessionId, chatId: chat.chatId } }),
    });
  });

  useEffect(() => {
    const tell = newsTeller();
    let rangAt = 0;
    return onUpdates((updates) => {
      const now = Date.now();
      const notices = tell(updates, (message) => loadedChat(client, message.sessionId, message.chatId), now);
      const preferences = usePreferences.getState();
      if (!isLeader() || isQuiet(preferences, new Date(now))) return;
      const fresh = notices.filter(({ chat }) => presenceKey(chat) !== viewing());
      if (fresh.length === 0) return;
      if (now - rangAt > REST) {
        rangAt = now;
        playSound(preferences.sound, preferences.soundVolume);
      }
      if (preferences.notifications) fresh.forEach(show);
    });
  }, [client]);
}
