import { expect, test } from "vitest";
import { figure, minuteOfDay } from "@/features/dashboard/lib/figures";
import { aDashboard } from "@/test/dashboard";

const empty = aDashboard();
/** Ten come in each hour of today until 12:00; usually it is `typical` in each hour. */
const today = (typical: number | null) =>
  empty.today.map((row) => ({ ...row, incoming: row.hour < 12 ? 10 : 0, typicalIncoming: typical, typicalOutgoing: typical }));
/** So many come in each day, the oldest first; days before count nothing. */
const days = (counts: number[]) =>
  empty.days.map((day, index) => ({ ...day, incoming: counts[index - empty.days.length + counts.length] ?? 0 }));

test("today counts against a typical day until now, the running hour by its part", () => {
  const dashboard = aDashboard({ today: today(8) });
  expect(figure(dashboard, "incoming", "today", 12 * 60)).toEqual({ count: 120, comparison: { kind: "change", change: 0.25 } });
  expect(figure(dashboard, "incoming", "today", 12.5 * 60).comparison).toEqual({ kind: "change", change: 0.2 });
  expect(figure(dashboard, "outgoing", "today", 12 * 60)).toEqual({ count: 0, comparison: { kind: "change", change: -1 } });
});

test("on the first day, or when little is usual, nothing is compared", () => {
  expect(figure(aDashboard({ today: today(null) }), "incoming", "today", 720)).toEqual({ count: 120, comparison: { kind: "none" } });
  expect(figure(aDashboard({ today: today(0.4) }), "incoming", "today", 720).comparison).toEqual({ kind: "none" });
});

test("a week counts against the week before", () => {
  const dashboard = aDashboard({ days: days([...Array<number>(7).fill(10), ...Array<number>(7).fill(12)]) });
  expect(figure(dashboard, "incoming", "week", 0)).toEqual({ count: 84, comparison: { kind: "change", change: 0.2 } });
});

test("a week isn't compared with one in which the business began", () => {
  const dashboard = aDashboard({ days: days([10, ...Array<number>(7).fill(12)]) });
  expect(figure(dashboard, "incoming", "week", 0)).toEqual({ count: 84, comparison: { kind: "none" } });
});

test("a month is told per day", () => {
  expect(figure(aDashboard({ days: days(Array<number>(30).fill(4)) }), "incoming", "month", 0)).toEqual({
    count: 120,
    comparison: { kind: "perDay", count: 4 },
  });
  expect(figure(empty, "incoming", "month", 0).comparison).toEqual({ kind: "none" });
});

test("the time of day is that of the zone", () => {
  const noon = new Date("2026-11-27T12:05:00Z");
  expect(minuteOfDay(noon, "America/Mexico_City")).toBe(6 * 60 + 5);
  expect(minuteOfDay(new Date("2026-11-27T00:00:00Z"), "UTC")).toBe(0);
});
