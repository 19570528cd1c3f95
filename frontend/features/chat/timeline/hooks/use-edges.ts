"use client";

import type { VirtualItem } from "@tanstack/react-virtual";
import { useEffect } from "react";
import type { TimelinePager } from "@/features/chat/api/timeline";

/** So many lines before the edge of what is loaded, more is asked for. */
const AHEAD = 15;

type Options = { pager: TimelinePager; items: VirtualItem[]; count: number; settled: boolean };

/** Loads older and newer pages before the person gets to them. One that failed waits for the person. */
export function useEdges({ pager, items, count, settled }: Options) {
  const { hasPreviousPage, hasNextPage, isFetching, fetchPreviousPage, fetchNextPage } = pager;
  const { isFetchPreviousPageError: olderFailed, isFetchNextPageError: newerFailed } = pager;
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const wantsOlder = settled && hasPreviousPage && !isFetching && !olderFailed && first < AHEAD;
  const wantsNewer = settled && hasNextPage && !isFetching && !newerFailed && last >= count - AHEAD;

  useEffect(() => {
    if (wantsOlder) void fetchPreviousPage();
    else if (wantsNewer) void fetchNextPage();
  }, [wantsOlder, wantsNewer, fetchPreviousPage, fetchNextPage]);

  const loading = pager.isFetchingPreviousPage ? ("older" as const) : pager.isFetchingNextPage ? ("newer" as const) : null;
  const failed = olderFailed ? ("older" as const) : newerFailed ? ("newer" as const) : null;
  return { loading, failed, retry: () => void (olderFailed ? fetchPreviousPage() : fetchNextPage()) };
}
