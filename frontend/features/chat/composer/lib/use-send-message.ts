"use client";

import { useCallback } from "react";
import type { NewMessage, Quote } from "@/lib/api/types";
import type { ChatName, TimelineMessage } from "@/features/chat/api/timeline";
import { newId } from "@/features/chat/outbox/new-id";
import type { Outbox } from "@/features/chat/outbox/outbox";
import { chatKey, useSelection } from "@/features/chat/timeline/selection-store";

/** Gives a message to the outbox, as the answer to what the person replies to. */
export function useSendMessage(outbox: Outbox, { sessionId, chatId }: ChatName) {
  return useCallback(
    (content: NewMessage, file?: File) => {
      const chat = { sessionId, chatId };
      const { replyingTo, clear } = useSelection.getState();
      const original = replyingTo[chatKey(chat)];
      const reply = original && { replyTo: original.id };
      outbox.add({ ...chat, id: newId(), content: { ...content, ...reply }, quote: original ? quoteOf(original) : null }, file);
      if (original) clear(chat);
    },
    [outbox, sessionId, chatId],
  );
}

export type SendMessage = ReturnType<typeof useSendMessage>;

const quoteOf = ({ id, messageId, fromMe, participant, chatId, body, type }: TimelineMessage): Quote => ({
  id,
  messageId,
  from: fromMe ? "me" : (participant ?? chatId),
  body,
  type,
});
