/** Part of the day of a greeting. */
export type PartOfDay = "morning" | "afternoon" | "evening";

/** How people greet at an hour, 0 to 23. */
export function partOfDay(hour: number): PartOfDay {
  if (hour < 5 || hour >= 19) return "evening";
  return hour < 12 ? "morning" : "afternoon";
}
