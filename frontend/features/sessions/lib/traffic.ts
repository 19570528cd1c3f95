import type { Dashboard } from "@/lib/api/types";

export type Traffic = {
  /** Messages in and out by hour, 24 of them, oldest first. */
  hours: number[];
  incoming: number[];
  today: number;
};

/** What one number's messages were in the last 24 hours; nothing if the dashboard doesn't know it yet. */
export function trafficOf(dashboard: Dashboard | undefined, sessionId: string): Traffic | undefined {
  const row = dashboard?.sessions.find((session) => session.sessionId === sessionId);
  if (!dashboard || !row) return undefined;
  const hours = row.incoming.map((count, hour) => count + (row.outgoing[hour] ?? 0));
  const day = dayIn(dashboard.timeZone);
  const now = dashboard.lastHours.at(-1) ?? "";
  const today = hours.reduce((sum, count, hour) => (day(dashboard.lastHours[hour] ?? "") === day(now) ? sum + count : sum), 0);
  return { hours, incoming: row.incoming, today };
}

function dayIn(timeZone: string) {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  return (moment: string) => (moment ? format.format(new Date(moment)) : "");
}
