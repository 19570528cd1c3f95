"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useCallback, useMemo, useState } from "react";
import { ErrorState } from "@/components/error-state";
import { chatListQuery } from "@/features/chat/api/chats";
import { usePlace } from "@/features/chat/lib/use-place";
import { ChatRows } from "@/features/chat/list/components/chat-rows";
import { FilterBar } from "@/features/chat/list/components/filter-bar";
import { ListEmpty } from "@/features/chat/list/components/list-empty";
import { ListHeader } from "@/features/chat/list/components/list-header";
import { ListSkeleton } from "@/features/chat/list/components/list-skeleton";
import { SearchBox } from "@/features/chat/list/components/search-box";
import { SearchResults } from "@/features/chat/list/components/search-results";
import { useDebounced } from "@/hooks/use-debounced";
import { sessionsQuery } from "@/lib/queries/sessions";
import type { Chat } from "@/lib/api/types";

/** How long typing rests before a search begins, in milliseconds. */
const REST = 200;

/** The chats of all numbers or of one, and the search through them. */
export function ChatList() {
  const t = useTranslations("chat.list");
  const { place, go } = usePlace();
  const [search, setSearch] = useState("");
  const q = useDebounced(search.trim(), REST);
  const { data: sessions } = useQuery(sessionsQuery());
  const { data, error, fetchNextPage, hasNextPage, isFetching, refetch } = useInfiniteQuery(
    chatListQuery({ sessionId: place.sessionId, filter: place.filter, q: "" }),
  );
  const rows = useMemo(() => data?.pages.flatMap((page) => page.data), [data]);
  const open = useCallback((chat: Chat) => go({ chat: { sessionId: chat.sessionId, chatId: chat.chatId } }), [go]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);

  return (
    <section aria-label={t("title")} className="flex h-full min-h-0 flex-col bg-surface [--ring:var(--surface)]">
      <ListHeader sessions={sessions ?? []} />
      <SearchBox value={search} onChange={setSearch} />
      <FilterBar />
      {search.trim() && q ? (
        <SearchResults q={q} sessions={sessions ?? []} onOpen={open} />
      ) : rows && sessions ? (
        rows.length > 0 ? (
          <ChatRows key={`${place.sessionId} ${place.filter}`} rows={rows} sessions={sessions} onOpen={open} onEnd={more} />
        ) : (
          <ListEmpty hasNumbers={sessions.length > 0} />
        )
      ) : error ? (
        <ErrorState title={t("loadFailed")} error={error} onRetry={() => void refetch()} />
      ) : (
        <ListSkeleton />
      )}
    </section>
  );
}
