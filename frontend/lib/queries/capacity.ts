import { queryOptions } from "@tanstack/react-query";
import { getData } from "@/lib/api/client";
import type { Capacity } from "@/lib/api/types";

export const capacityKeys = { all: ["capacity"] as const };

/** What the numbers use of the server, and how many more there is room for. The server measures for a second or two. */
export const capacityQuery = () =>
  queryOptions({
    queryKey: capacityKeys.all,
    queryFn: ({ signal }) => getData<Capacity>("/api/capacity", { signal }),
    staleTime: 15_000,
    refetchInterval: 20_000,
  });
