import { queryOptions } from "@tanstack/react-query";
import { getData } from "@/lib/api/client";
import type { Capacity } from "@/lib/api/types";

const MINUTE = 60_000;

/** What the containers use. The engine takes a second or two to measure, so nothing waits for it. */
export const capacityQuery = () =>
  queryOptions({
    queryKey: ["capacity"] as const,
    queryFn: ({ signal }) => getData<Capacity>("/api/capacity", { signal }),
    refetchInterval: MINUTE,
  });
