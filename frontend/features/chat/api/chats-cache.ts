import type { QueryClient } from "@tanstack/react-query";
import { type ChatListData, chatKeys, type ChatListOf } from "@/features/chat/api/chats";
import { belongs, compareChats } from "@/features/chat/lib/chat-order";
import type { Chat, Updates } from "@/lib/api/types";

type Changes = { contacts: Chat[]; removed: ReadonlySet<string> };

/**
 * The loaded part of a list with what changed, in order. A chat that was read stays among the unread ones until the list is
 * asked for again, so that it doesn't vanish under the person's eyes.
 */
export function patchList(data: ChatListData, of: ChatListOf, { contacts, removed }: Changes): ChatListData {
  const rows = data.pages.flatMap((page) => page.data);
  const changed = new Map(contacts.map((chat) => [chat.id, chat]));
  const known = new Set(rows.map((chat) => chat.id));
  const stays = (chat: Chat) => belongs(chat, of.filter === "unread" && !chat.archived ? { ...of, filter: "all" } : of);
  const kept = rows
    .filter((chat) => !removed.has(chat.id))
    .map((chat) => changed.get(chat.id) ?? chat)
    .filter((chat) => !changed.has(chat.id) || stays(chat));
  // Only the server knows what a search finds.
  const fresh = of.q ? [] : [...changed.values()].filter((chat) => !known.has(chat.id) && belongs(chat, of));
  return repage(data, [...kept, ...fresh].toSorted(compareChats));
}

/** Puts rows into the pages that are there. What lies behind the last loaded row comes with a later page. */
function repage(data: ChatListData, rows: Chat[]): ChatListData {
  const last = data.pages.at(-1);
  if (!last) return data;
  const end = last.nextCursor === null ? undefined : data.pages.flatMap((page) => page.data).at(-1);
  const here = end ? rows.filter((chat) => chat.id === end.id || compareChats(chat, end) < 0) : rows;
  let from = 0;
  const pages = data.pages.map((page, index) => {
    const to = index === data.pages.length - 1 ? here.length : from + page.data.length;
    const slice = here.slice(from, to);
    from = to;
    return { ...page, data: slice };
  });
  return { ...data, pages };
}

function patchLists(client: QueryClient, changes: Changes) {
  for (const query of client.getQueryCache().findAll({ queryKey: chatKeys.lists() })) {
    const of = query.queryKey[2] as ChatListOf;
    client.setQueryData<ChatListData>(query.queryKey, (data) => data && patchList(data, of, changes));
  }
}

/** Puts chats as they are now into every list and view that shows them. */
export function putChats(client: QueryClient, contacts: Chat[]) {
  patchLists(client, { contacts, removed: new Set() });
  for (const chat of contacts) {
    client.setQueryData<Chat | null>(chatKeys.detail(chat.sessionId, chat.chatId), (known) =>
      known === undefined ? undefined : chat,
    );
  }
}

/** Puts what the feed says about chats into the cache. */
export function applyChats(client: QueryClient, updates: Pick<Updates, "contacts" | "removedContacts" | "removedSessions">) {
  const { contacts, removedContacts, removedSessions } = updates;
  if (contacts.length > 0) putChats(client, contacts);
  if (removedContacts.length > 0) patchLists(client, { contacts: [], removed: new Set(removedContacts) });
  if (removedSessions.length > 0) void client.invalidateQueries({ queryKey: chatKeys.lists() });
}
