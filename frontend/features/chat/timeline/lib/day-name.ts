/** How a day is called: by a word, its weekday, or its date. */
export type DayName = "today" | "yesterday" | "weekday" | "date" | "dateWithYear";

const DAY = 86_400_000;

/** How to call a day, given as 2026-11-27, on the day `today`. */
export function dayName(day: string, today: string): DayName {
  const ago = Math.round((Date.parse(today) - Date.parse(day)) / DAY);
  if (ago === 0) return "today";
  if (ago === 1) return "yesterday";
  if (ago > 1 && ago < 7) return "weekday";
  return day.slice(0, 4) === today.slice(0, 4) ? "date" : "dateWithYear";
}
