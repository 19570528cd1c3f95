"use client";

import { useEffect, useRef } from "react";
import { useReadChat } from "@/features/chat/api/chat-changes";
import { useFocused } from "@/features/chat/lib/use-focused";
import { useLiveStatus } from "@/lib/live/status";
import type { Chat } from "@/lib/api/types";

/**
 * Marks the open chat as read while the person looks at it, and never otherwise: whoever wrote sees it. Opening it reads what is
 * there; what comes later is read at the end of the chat, since who is further up doesn't see it. A chat that the person marks as
 * unread stays so until it is opened again. What fails is tried again when something else changes.
 */
export function useMarkRead(chat: Chat, atEnd: boolean) {
  const { mutate: read } = useReadChat();
  const focused = useFocused();
  const offline = useLiveStatus() === "offline";
  const opened = useRef<string | null>(null);
  const tried = useRef<string | null>(null);

  useEffect(() => {
    if (!focused || offline) {
      tried.current = null;
      return;
    }
    const first = opened.current !== chat.id;
    opened.current = chat.id;
    const news = `${chat.id} ${chat.lastMessage?.id}`;
    if (chat.unreadCount === 0 && !(first && chat.markedUnread)) return;
    if (tried.current === news || !(first || atEnd)) return;
    tried.current = news;
    read({ chat, next: undefined });
  }, [chat, atEnd, focused, offline, read]);
}
