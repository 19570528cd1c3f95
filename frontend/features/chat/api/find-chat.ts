import { getData } from "@/lib/api/client";
import { isApiError } from "@/lib/api/errors";
import type { Chat } from "@/lib/api/types";

const personEnd = "@c.us";

/** A chat that has no message yet: it exists on the server once somebody writes. */
export const blankChat = (sessionId: string, chatId: string, now = new Date()): Chat => ({
  id: `${sessionId}/${chatId}`,
  sessionId,
  chatId,
  phoneNumber: chatId.endsWith(personEnd) ? chatId.slice(0, -personEnd.length) : null,
  name: null,
  pictureUrl: null,
  isGroup: chatId.endsWith("@g.us"),
  unreadCount: 0,
  markedUnread: false,
  archived: false,
  pinned: false,
  mutedUntil: null,
  draft: null,
  lastMessage: null,
  lastMessageAt: null,
  createdAt: now.toISOString(),
});

/** Whether a chat is only here and not on the server yet, so that nothing can be changed about it. */
export const isBlank = (chat: Chat) => chat.id === `${chat.sessionId}/${chat.chatId}`;

/** A chat by its id. Gives a blank one for a person who isn't there yet, null for anything else that isn't. */
export async function findChat(sessionId: string, chatId: string, signal: AbortSignal): Promise<Chat | null> {
  try {
    return await getData<Chat>(`/api/messages/${sessionId}/contacts/${encodeURIComponent(chatId)}`, { signal });
  } catch (error) {
    if (!isApiError(error) || error.code !== "chat_not_found") throw error;
    return chatId.endsWith(personEnd) ? blankChat(sessionId, chatId) : null;
  }
}
