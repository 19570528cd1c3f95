import { infiniteQueryOptions } from "@tanstack/react-query";
import { getData } from "@/lib/api/client";
import type { Chat, Message } from "@/lib/api/types";

export const sharedKinds = ["media", "document", "link"] as const;
export type SharedKind = (typeof sharedKinds)[number];

const PAGE_SIZE = 24;

/** Images and videos are asked for each on their own and then shown as one. */
const kindsOf: Record<SharedKind, readonly string[]> = { media: ["image", "video"], document: ["document"], link: ["link"] };

export const newestFirst = (messages: Message[]) =>
  messages.toSorted((a, b) => Date.parse(b.timestamp) - Date.parse(a.timestamp) || (a.id < b.id ? 1 : -1));

/** Files or links of a chat, newest first. Pages go on before the oldest message of each kind. */
export const sharedQuery = (chat: Chat, kind: SharedKind) =>
  infiniteQueryOptions({
    queryKey: ["shared", chat.sessionId, chat.chatId, kind],
    queryFn: async ({ pageParam, signal }) => {
      const path = `/api/messages/${chat.sessionId}/chat/${encodeURIComponent(chat.chatId)}/media`;
      const lists = await Promise.all(
        kindsOf[kind].map((one, index) => {
          const before = pageParam?.[index];
          if (before === null) return [];
          return getData<Message[]>(path, { params: { kind: one, limit: PAGE_SIZE, before }, signal });
        }),
      );
      const oldest = lists.map((list) => (list.length === PAGE_SIZE ? (list.at(-1)?.id ?? null) : null));
      return { messages: newestFirst(lists.flat()), oldest };
    },
    initialPageParam: undefined as (string | null)[] | undefined,
    getNextPageParam: ({ oldest }) => (oldest.some((id) => id !== null) ? oldest : undefined),
    staleTime: 30_000,
  });
