import type { Import } from "@/lib/api/types";

/**
 * The gap in which messages were missed, by the readings of their number, newest first: the last that began before they were
 * here, and that looked for the first of them. Nothing if it is so old that nobody knows.
 */
export function gapOf(readings: Import[], firstMissed: string, recovered: string): Import | undefined {
  const missed = Date.parse(firstMissed);
  return readings.find(
    ({ reason, since, until, startedAt }) =>
      reason === "gap" &&
      Date.parse(startedAt) <= Date.parse(recovered) &&
      Date.parse(since) <= missed &&
      missed <= Date.parse(until),
  );
}
