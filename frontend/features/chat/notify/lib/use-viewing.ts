"use client";

import { useEffect } from "react";
import { presenceKey } from "@/features/chat/api/presence-store";
import { useFocused } from "@/features/chat/lib/use-focused";
import { setViewing } from "@/features/chat/notify/lib/viewing";

/** Keeps notifications away from the chat that the person looks at. */
export function useViewing(chat: { sessionId: string; chatId: string } | null) {
  const focused = useFocused();
  const key = chat && focused ? presenceKey(chat) : null;
  useEffect(() => {
    if (key === null) return;
    setViewing(key);
    return () => setViewing(null);
  }, [key]);
}
