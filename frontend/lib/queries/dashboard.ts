import { queryOptions } from "@tanstack/react-query";
import { getData } from "@/lib/api/client";
import type { Dashboard } from "@/lib/api/types";

export const dashboardKeys = {
  all: ["dashboard"] as const,
  at: (timeZone: string) => [...dashboardKeys.all, timeZone] as const,
};

/** After so many minutes a chat counts as waiting. */
export const UNANSWERED_AFTER = 30;

/** The longest period, so that another period needs no other request. */
const DAYS = 30;

const MINUTE = 60_000;

/** What all numbers do, by the hours and days of a time zone. */
export const dashboardQuery = (timeZone: string) =>
  queryOptions({
    queryKey: dashboardKeys.at(timeZone),
    queryFn: ({ signal }) =>
      getData<Dashboard>("/api/dashboard", { signal, params: { tz: timeZone, days: DAYS, unansweredAfter: UNANSWERED_AFTER } }),
    refetchInterval: MINUTE,
  });
