"use client";

import { useFormatter, useNow, useTimeZone, useTranslations } from "next-intl";

const DAY = 86_400_000;

/** Writes when something was as a list does: the hour today, then yesterday, the weekday, the date. */
export function useRowTime() {
  const t = useTranslations("chat.list");
  const format = useFormatter();
  const timeZone = useTimeZone();
  const now = useNow({ updateInterval: 60_000 });
  const day = (date: Date) => format.dateTime(date, { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  return (iso: string) => {
    const date = new Date(iso);
    if (day(date) === day(now)) return format.dateTime(date, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    if (day(date) === day(new Date(now.getTime() - DAY))) return t("yesterday");
    if (now.getTime() - date.getTime() < 6 * DAY) return format.dateTime(date, { weekday: "short" });
    return format.dateTime(date, { day: "2-digit", month: "2-digit", year: "2-digit" });
  };
}
