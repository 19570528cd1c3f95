import { daysOf, type Period } from "@/features/dashboard/lib/period";
import type { Dashboard } from "@/lib/api/types";

/** One pair of bars. */
export type ChartRow = {
  /** The hour of today (0 to 23), or the date as 2026-11-27. */
  at: number | string;
  incoming: number;
  outgoing: number;
  /** What usually comes in at this hour; null for days, and while there is nothing to go by. */
  typical: number | null;
};

/** Today by the hour, or the days of a longer period. */
export function chartRows({ today, days }: Dashboard, period: Period): ChartRow[] {
  if (period === "today") {
    return today.map(({ hour, incoming, outgoing, typicalIncoming }) => ({ at: hour, incoming, outgoing, typical: typicalIncoming }));
  }
  return days.slice(-daysOf[period]).map(({ date, incoming, outgoing }) => ({ at: date, incoming, outgoing, typical: null }));
}

/** The row with the most messages, the first of several; undefined if there are none. */
export function peak(rows: ChartRow[]): ChartRow | undefined {
  const total = (row: ChartRow) => row.incoming + row.outgoing;
  const highest = rows.reduce<ChartRow | undefined>((best, row) => (best && total(best) >= total(row) ? best : row), undefined);
  return highest && total(highest) > 0 ? highest : undefined;
}

/** Four lines of the grid above zero are enough. */
const STEPS = 3;

/** Heights of the grid's lines: round numbers, the last of which is above everything. */
export function gridLines(rows: ChartRow[]): number[] {
  const highest = Math.max(STEPS, ...rows.map((row) => Math.max(row.incoming, row.outgoing, row.typical ?? 0)));
  const magnitude = 10 ** Math.floor(Math.log10(highest / STEPS));
  const step = [1, 2, 3, 4, 5, 6, 8, 10].map((factor) => factor * magnitude).find((size) => size * STEPS >= highest) ?? highest;
  return Array.from({ length: STEPS + 1 }, (_, line) => line * step);
}
