import { queryOptions } from "@tanstack/react-query";
import { getData } from "@/lib/api/client";
import type { Session } from "@/lib/api/types";

export const sessionKeys = {
  all: ["sessions"] as const,
  list: () => [...sessionKeys.all, "list"] as const,
  detail: (id: string) => [...sessionKeys.all, "detail", id] as const,
};

/** The person's numbers, newest first. The live feed keeps the list up to date. */
export const sessionsQuery = () =>
  queryOptions({
    queryKey: sessionKeys.list(),
    queryFn: ({ signal }) => getData<Session[]>("/api/sessions", { signal }),
  });
