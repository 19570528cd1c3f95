"use client";

import { useFormatter, useTranslations } from "next-intl";
import { type ChartRow, peak } from "@/features/dashboard/lib/chart-rows";
import type { Period } from "@/features/dashboard/lib/period";

/** Says an hour of the day or a date. A date is a day of the calendar, whatever zone the reader is in. */
export function useMomentOf() {
  const format = useFormatter();
  return (at: ChartRow["at"], length: "short" | "long" = "short") =>
    typeof at === "number"
      ? `${at}:00`
      : format.dateTime(new Date(`${at}T00:00:00Z`), {
          timeZone: "UTC",
          day: "numeric",
          month: length === "short" ? "short" : "long",
          weekday: length === "short" ? undefined : "long",
        });
}

/** The chart's title, and what it shows for who doesn't see it. */
export function useChartWords(rows: ChartRow[], period: Period) {
  const t = useTranslations("dashboard.chart");
  const format = useFormatter();
  const momentOf = useMomentOf();
  const title = period === "today" ? t("byHour") : t("byDay");
  const highest = peak(rows);
  const summary = highest
    ? t("peak", {
        title,
        when: momentOf(highest.at, "long"),
        received: format.number(highest.incoming),
        sent: format.number(highest.outgoing),
      })
    : t("nothing", { title });
  return { title, summary };
}
