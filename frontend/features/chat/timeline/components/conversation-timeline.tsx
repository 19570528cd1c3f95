"use client";

import type { Chat, Session } from "@/lib/api/types";

type Props = { chat: Chat; session: Session };

/** The messages of a chat. */
export function ConversationTimeline({ chat }: Props) {
  return <div className="flex-1 overflow-auto bg-chat-canvas" data-chat={chat.chatId} />;
}
