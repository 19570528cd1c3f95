import type { ChatFilter, ChatListOf } from "@/features/chat/api/chats";
import type { Chat } from "@/lib/api/types";

type Placed = Pick<Chat, "id" | "pinned" | "lastMessageAt">;

const moment = (chat: Placed) => (chat.lastMessageAt === null ? -Infinity : Date.parse(chat.lastMessageAt));

/** The order of a list, which is the server's: pinned ones first, then the newest, then by id. */
export function compareChats(a: Placed, b: Placed): number {
  if (a.pinned !== b.pinned) return a.pinned ? -1 : 1;
  const [at, bt] = [moment(a), moment(b)];
  if (at !== bt) return at > bt ? -1 : 1;
  return a.id > b.id ? -1 : Number(a.id < b.id);
}

export const isUnread = (chat: Pick<Chat, "unreadCount" | "markedUnread">) => chat.unreadCount > 0 || chat.markedUnread;

export const isMuted = (chat: Pick<Chat, "mutedUntil">, now = Date.now()) =>
  chat.mutedUntil !== null && Date.parse(chat.mutedUntil) > now;

const fits: Record<ChatFilter, (chat: Chat) => boolean> = {
  all: (chat) => !chat.archived,
  unread: (chat) => !chat.archived && isUnread(chat),
  groups: (chat) => !chat.archived && chat.isGroup,
  archived: (chat) => chat.archived,
};

/** Whether a chat is one of a list, as far as can be said without the server: what a search finds only the server knows. */
export const belongs = (chat: Chat, of: ChatListOf) =>
  (of.sessionId === null || of.sessionId === chat.sessionId) && fits[of.filter](chat);
