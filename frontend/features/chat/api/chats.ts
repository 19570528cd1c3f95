import { type InfiniteData, infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { findChat } from "@/features/chat/api/find-chat";
import { getPage, type Page } from "@/lib/api/client";
import type { Chat } from "@/lib/api/types";

export const chatFilters = ["all", "unread", "groups", "archived"] as const;
export type ChatFilter = (typeof chatFilters)[number];

/** Which chats a list shows. */
export type ChatListOf = {
  /** Of this number alone; of all if null. */
  sessionId: string | null;
  filter: ChatFilter;
  /** A part of the name or the phone. */
  q: string;
};

/** The loaded part of a list of chats. */
export type ChatListData = InfiniteData<Page<Chat>, string | null>;

export const chatKeys = {
  all: ["chats"] as const,
  lists: () => [...chatKeys.all, "list"] as const,
  list: (of: ChatListOf) => [...chatKeys.lists(), of] as const,
  detail: (sessionId: string, chatId: string) => [...chatKeys.all, "detail", sessionId, chatId] as const,
};

const PAGE_SIZE = 100;

/** A list of chats, pinned ones first, then the newest. The live feed keeps what is loaded up to date. */
export const chatListQuery = (of: ChatListOf) =>
  infiniteQueryOptions({
    queryKey: chatKeys.list(of),
    queryFn: ({ pageParam, signal }) =>
      getPage<Chat>(of.sessionId ? `/api/messages/${of.sessionId}/contacts` : "/api/chats", {
        params: { filter: of.filter, q: of.q || undefined, cursor: pageParam ?? undefined, limit: PAGE_SIZE },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });

/** Looks for a chat in the lists that are loaded. */
export function loadedChat(client: QueryClient, sessionId: string, chatId: string): Chat | undefined {
  for (const [, data] of client.getQueriesData<ChatListData>({ queryKey: chatKeys.lists() })) {
    for (const page of data?.pages ?? []) {
      const chat = page.data.find((one) => one.chatId === chatId && one.sessionId === sessionId);
      if (chat) return chat;
    }
  }
  return undefined;
}

/** One chat. It is taken from a list that has it, else looked for. */
export const chatQuery = (client: QueryClient, sessionId: string, chatId: string) =>
  queryOptions({
    queryKey: chatKeys.detail(sessionId, chatId),
    queryFn: ({ signal }) => findChat(sessionId, chatId, signal),
    initialData: () => loadedChat(client, sessionId, chatId),
    // The live feed keeps it; a chat that has left memory is looked for again.
    staleTime: Infinity,
  });
