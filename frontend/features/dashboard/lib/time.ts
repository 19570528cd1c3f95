import type { DateTimeFormatOptions } from "next-intl";

/** Hours as 18:20, in every language. */
export const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } satisfies DateTimeFormatOptions;

/** A day and an hour, as 27 nov, 18:20. */
export const dayAndClock = { day: "numeric", month: "short", ...clock } satisfies DateTimeFormatOptions;
