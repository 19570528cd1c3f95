import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { getPage } from "@/lib/api/client";
import type { SearchHit } from "@/lib/api/types";

/** Fewer letters than this find too much. */
export const SHORTEST_SEARCH = 2;

type Within = { q: string; sessionId: string | null; chatId?: string };

export const messageSearchKeys = { all: ["message-search"] as const };

/** Messages that have every word of `q`, newest first: of all numbers, of one, or of one chat. */
export const messageSearchQuery = ({ q, sessionId, chatId }: Within) =>
  infiniteQueryOptions({
    queryKey: [...messageSearchKeys.all, { q, sessionId, chatId }],
    queryFn: ({ pageParam, signal }) =>
      getPage<SearchHit>("/api/search", {
        params: { q, sessionId: sessionId ?? undefined, chatId, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    enabled: q.length >= SHORTEST_SEARCH,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
