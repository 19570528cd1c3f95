import { getPage, type Page } from "@/lib/api/client";
import type { Chat } from "@/lib/api/types";

const PAGE_SIZE = 200;
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

/**
 * Looks for a chat by its id in the lists of its number: a person's by the phone, another one page by page, the archived
 * ones last. Gives a blank chat for a person who isn't there yet, null for anything else that isn't.
 */
export async function findChat(sessionId: string, chatId: string, signal: AbortSignal): Promise<Chat | null> {
  const q = chatId.endsWith(personEnd) ? chatId.slice(0, -personEnd.length) : undefined;
  for (const filter of ["all", "archived"]) {
    let cursor: string | null = null;
    do {
      const page: Page<Chat> = await getPage<Chat>(`/api/messages/${sessionId}/contacts`, {
        params: { filter, q, limit: PAGE_SIZE, cursor: cursor ?? undefined },
        signal,
      });
      const found = page.data.find((chat) => chat.chatId === chatId);
      if (found) return found;
      cursor = page.nextCursor;
    } while (cursor);
  }
  return q ? blankChat(sessionId, chatId) : null;
}
