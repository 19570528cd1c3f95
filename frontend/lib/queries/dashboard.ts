import { queryOptions } from "@tanstack/react-query";
import { getData } from "@/lib/api/client";
import type { Dashboard } from "@/lib/api/types";

export const dashboardKeys = {
  all: ["dashboard"] as const,
  of: (timeZone: string, days: number) => [...dashboardKeys.all, timeZone, days] as const,
};

/** What all numbers do, by the hours and days of a time zone. It is asked again each minute while a page shows it. */
export const dashboardQuery = (timeZone: string, days = 7) =>
  queryOptions({
    queryKey: dashboardKeys.of(timeZone, days),
    queryFn: ({ signal }) => getData<Dashboard>("/api/dashboard", { signal, params: { tz: timeZone, days } }),
    refetchInterval: 60_000,
  });
