import { daysOf, type Period } from "@/features/dashboard/lib/period";
import type { Dashboard } from "@/lib/api/types";

/** Which way messages went. */
export type Direction = "incoming" | "outgoing";

/** A figure beside what it was before: a share (0.12 is 12 % more), a mean per day where there is no before, or nothing. */
export type Comparison = { kind: "change"; change: number } | { kind: "perDay"; count: number } | { kind: "none" };

export type Figure = { count: number; comparison: Comparison };

const sum = (values: number[]) => values.reduce((all, value) => all + value, 0);

/** Messages of one direction in a period, beside what is usual. `minuteOfDay` is the time of day in the dashboard's zone. */
export function figure(dashboard: Dashboard, direction: Direction, period: Period, minuteOfDay: number): Figure {
  if (period === "today") return todayFigure(dashboard.today, direction, minuteOfDay);
  const perDay = dashboard.days.map((day) => day[direction]);
  const days = daysOf[period];
  const count = sum(perDay.slice(-days));
  if (period === "month") return { count, comparison: count > 0 ? { kind: "perDay", count: count / days } : { kind: "none" } };
  // Before the business wrote here, nothing can be compared.
  const began = dashboard.days.findIndex((day) => day.incoming + day.outgoing > 0);
  if (began === -1 || began > perDay.length - 2 * days) return { count, comparison: { kind: "none" } };
  return { count, comparison: against(count, sum(perDay.slice(-2 * days, -days))) };
}

/** Today until now against a typical day until now: the hour that runs counts by the part of it that is over. */
function todayFigure(hours: Dashboard["today"], direction: Direction, minuteOfDay: number): Figure {
  const count = sum(hours.map((hour) => hour[direction]));
  const typical = hours.map((hour) => (direction === "incoming" ? hour.typicalIncoming : hour.typicalOutgoing));
  if (typical.some((value) => value === null)) return { count, comparison: { kind: "none" } };
  const untilNow = sum(typical.map((value, hour) => (value ?? 0) * Math.min(1, Math.max(0, minuteOfDay / 60 - hour))));
  return { count, comparison: against(count, untilNow) };
}

/** Below so many messages a percentage says nothing. */
const ENOUGH = 5;

const against = (count: number, before: number): Comparison =>
  before < ENOUGH ? { kind: "none" } : { kind: "change", change: (count - before) / before };

/** The time of day in a zone, in minutes since midnight. */
export function minuteOfDay(now: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).formatToParts(now);
  const value = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return value("hour") * 60 + value("minute");
}
