"use client";

import { useEffect, useMemo } from "react";
import { sendPresence } from "@/features/chat/composer/api/presence";
import { typingSignal } from "@/features/chat/composer/lib/typing-signal";

/** Lets the others of a chat see that the person types or records. Nobody is told why it failed: it is a courtesy. */
export function usePresence(sessionId: string, chatId: string) {
  const signal = useMemo(
    () => typingSignal((state) => void sendPresence({ sessionId, chatId }, state).catch(() => undefined)),
    [sessionId, chatId],
  );
  useEffect(() => signal.stop, [signal]);
  return signal;
}
