"use client";

import { useEffect } from "react";
import { useFocused } from "@/features/chat/lib/use-focused";
import { change } from "@/lib/api/client";
import type { Chat } from "@/lib/api/types";

/** WhatsApp forgets after a while that somebody wants to know; in milliseconds. */
const REPEAT = 4 * 60_000;

/** Asks WhatsApp to tell what the people of a chat do, while the person looks at it. That it may fail is of no matter. */
export function useFollowPresence({ sessionId, chatId }: Pick<Chat, "sessionId" | "chatId">, connected: boolean) {
  const focused = useFocused();
  useEffect(() => {
    if (!focused || !connected) return;
    const ask = () => void change("post", `/api/messages/${sessionId}/chat/${encodeURIComponent(chatId)}/presence`, { state: "online" }).catch(() => {});
    ask();
    const timer = setInterval(ask, REPEAT);
    return () => clearInterval(timer);
  }, [sessionId, chatId, connected, focused]);
}
