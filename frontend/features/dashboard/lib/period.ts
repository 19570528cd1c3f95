/** What the dashboard looks back on. */
export type Period = "today" | "week" | "month";

export const periods: Period[] = ["today", "week", "month"];

/** Days of a period, today included. */
export const daysOf: Record<Period, number> = { today: 1, week: 7, month: 30 };

/** The period that an address names; today if it names none of ours. */
export const toPeriod = (text: string | null): Period => periods.find((period) => period === text) ?? "today";

/** The address of a period. Today is the page's own. */
export const periodHref = (period: Period) => (period === "today" ? "/dashboard" : `/dashboard?period=${period}`);
