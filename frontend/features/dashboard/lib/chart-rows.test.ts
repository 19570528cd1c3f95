import { expect, test } from "vitest";
import { type ChartRow, chartRows, gridLines, peak } from "@/features/dashboard/lib/chart-rows";
import { aDashboard } from "@/test/dashboard";

const row = (at: number, incoming: number, outgoing = 0, typical: number | null = null): ChartRow => ({ at, incoming, outgoing, typical });

test("today is told by the hour with what is usual, longer periods by the day", () => {
  const dashboard = aDashboard();
  expect(chartRows(dashboard, "today").map(({ at }) => at)).toEqual(Array.from({ length: 24 }, (_, hour) => hour));
  expect(chartRows(dashboard, "week").map(({ at }) => at)).toEqual(dashboard.days.slice(-7).map(({ date }) => date));
  expect(chartRows(dashboard, "month")).toHaveLength(30);
  const [first] = chartRows(aDashboard({ today: [{ hour: 0, incoming: 3, outgoing: 2, typicalIncoming: 4.5, typicalOutgoing: 1 }] }), "today");
  expect(first).toEqual(row(0, 3, 2, 4.5));
});

test("the peak is the first of the busiest; there is none without messages", () => {
  expect(peak([row(8, 1), row(9, 4, 2), row(10, 6)])).toEqual(row(9, 4, 2));
  expect(peak([row(8, 0)])).toBeUndefined();
  expect(peak([])).toBeUndefined();
});

test.each([
  [0, [0, 1, 2, 3]],
  [3, [0, 1, 2, 3]],
  [10, [0, 4, 8, 12]],
  [72, [0, 30, 60, 90]],
  [162, [0, 60, 120, 180]],
  [1284, [0, 500, 1000, 1500]],
])("for %i the lines are %j", (highest, lines) => {
  expect(gridLines([row(0, 0, highest)])).toEqual(lines);
});

test("what is usual fits into the chart as well", () => {
  expect(gridLines([row(0, 1, 1, 31)]).at(-1)).toBeGreaterThanOrEqual(31);
});
