"use client";

import { type DateTimeFormatOptions, useFormatter, useTimeZone, useTranslations } from "next-intl";
import { useNow } from "@/features/chat/bubbles/use-now";
import { dayName } from "@/features/chat/timeline/lib/day-name";

const DATE = { day: "numeric", month: "long" } as const;

/** A day as people call it: Hoy, Ayer, lunes, 3 de noviembre. */
export function DayLabel({ day }: { day: string }) {
  const t = useTranslations("conversation.day");
  const format = useFormatter();
  const timeZone = useTimeZone() ?? "UTC";
  const today = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(useNow());
  // The day is one of the person's zone already: at noon of UTC it has its own date.
  const date = new Date(`${day}T12:00:00Z`);
  const write = (options: DateTimeFormatOptions) => format.dateTime(date, { ...options, timeZone: "UTC" });
  const words = {
    today: () => t("today"),
    yesterday: () => t("yesterday"),
    weekday: () => write({ weekday: "long" }),
    date: () => write(DATE),
    dateWithYear: () => write({ ...DATE, year: "numeric" }),
  }[dayName(day, today)]();
  return (
    <time dateTime={day} className="inline-block rounded-2xl border border-border bg-[color-mix(in_oklab,var(--chat-canvas)_40%,var(--surface))] px-2.5 py-[3px] text-xs/4 font-semibold text-muted first-letter:uppercase">
      {words}
    </time>
  );
}
