import type { TestInfo } from "@playwright/test";

/** A line of the table. `ok` is missing where there is no limit. */
export type Figure = { what: string; figure: string; beside?: string; limit?: string; ok?: boolean };

/** Name of the annotations by which a test hands its figures to the table. */
export const FIGURE = "figure";

/** Adds a figure to the table. */
export function tell(info: TestInfo, figure: Figure) {
  info.annotations.push({ type: FIGURE, description: JSON.stringify(figure) });
}

/** Adds a figure that must be below its limit, both in `unit`. */
export function judge(info: TestInfo, what: string, value: number, limit: number, unit: string, beside?: string) {
  const write = (number: number) => `${number.toFixed(1)} ${unit}`;
  tell(info, { what, figure: write(value), beside, limit: `< ${write(limit)}`, ok: value < limit });
}

/** The value below which so much of the values lies; `part` from 0 to 1. */
export function quantile(values: number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
}
