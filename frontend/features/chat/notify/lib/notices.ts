import { isMuted } from "@/features/chat/lib/chat-order";
import type { Chat, Message, Updates } from "@/lib/api/types";

/** What a person is to be told of: the newest message of a chat. */
export type Notice = { chat: Chat; message: Message };

/** A message that took longer than this to get here, in milliseconds, is no news: it was read back after a gap. */
const FRESH = 2 * 60_000;
/** Ids that are remembered, so that a message that changes isn't told again. */
const REMEMBERED = 500;

const isNews = (message: Message, now: number) =>
  !message.fromMe &&
  message.origin === "live" &&
  message.type !== "notice" &&
  !message.deletedAt &&
  now - Date.parse(message.createdAt) < FRESH;

/** Remembers what was told already. */
export function newsTeller() {
  const told = new Set<string>();

  /** What of the news a person is to be told of, one for each chat. */
  return (updates: Pick<Updates, "messages" | "contacts">, findChat: (message: Message) => Chat | undefined, now: number): Notice[] => {
    const newest = new Map<string, Notice>();
    for (const message of updates.messages) {
      if (!isNews(message, now) || told.has(message.id)) continue;
      told.add(message.id);
      const chat = updates.contacts.find((one) => one.chatId === message.chatId && one.sessionId === message.sessionId) ?? findChat(message);
      if (chat && !chat.archived && !isMuted(chat, now) && chat.unreadCount > 0) newest.set(chat.id, { chat, message });
    }
    for (const id of told) {
      if (told.size <= REMEMBERED) break;
      told.delete(id);
    }
    return [...newest.values()];
  };
}
