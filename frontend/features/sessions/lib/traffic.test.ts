import { expect, test } from "vitest";
import { trafficOf } from "@/features/sessions/lib/traffic";
import type { Dashboard } from "@/lib/api/types";

/** The clock says 02:30 in Mexico City, which is 08:30 in UTC. */
const end = Date.parse("2026-11-27T08:00:00Z");
const lastHours = Array.from({ length: 24 }, (_, hour) => new Date(end - (23 - hour) * 3_600_000).toISOString());
const at = (counts: Record<number, number>) => Array.from({ length: 24 }, (_, hour) => counts[hour] ?? 0);

function dashboard(incoming: number[], outgoing: number[]) {
  return {
    timeZone: "America/Mexico_City",
    lastHours,
    sessions: [{ sessionId: "sales", incoming, outgoing, unreadChats: 0, unreadMessages: 0, failed: 0 }],
  } as unknown as Dashboard;
}

test("today begins at midnight in the person's zone", () => {
  const traffic = trafficOf(dashboard(at({ 20: 5, 21: 1, 22: 2 }), at({ 22: 4 })), "sales");
  expect(traffic?.today).toBe(7);
  expect(traffic?.hours.slice(20)).toEqual([5, 1, 6, 0]);
});

test("no messages, and no answer yet", () => {
  expect(trafficOf(dashboard(at({}), at({})), "sales")).toMatchObject({ today: 0 });
  expect(trafficOf(dashboard(at({}), at({})), "unknown")).toBeUndefined();
  expect(trafficOf(undefined, "sales")).toBeUndefined();
});
