import { queryOptions } from "@tanstack/react-query";
import { getData } from "@/lib/api/client";
import type { SessionStats } from "@/lib/api/types";
import { sessionKeys } from "@/lib/queries/sessions";

/** What a number holds. Only one that runs can say it. */
export const sessionStatsQuery = (id: string) =>
  queryOptions({
    queryKey: [...sessionKeys.detail(id), "stats"] as const,
    queryFn: ({ signal }) => getData<SessionStats>(`/api/sessions/${id}/stats`, { signal }),
    retry: false,
  });
