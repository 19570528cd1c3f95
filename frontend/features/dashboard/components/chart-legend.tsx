"use client";

import { useTranslations } from "next-intl";

/** What the bars and the dotted line stand for. */
export function ChartLegend({ typical }: { typical: boolean }) {
  const t = useTranslations("dashboard.chart");
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-0.5 text-[12.5px] text-muted">
      <li className="flex items-center gap-1.5">
        <span className="size-[9px] rounded-[2.5px] bg-chart-in forced-colors:border" />
        {t("received")}
      </li>
      <li className="flex items-center gap-1.5">
        <span className="size-[9px] rounded-[2.5px] bg-chart-out forced-colors:border" />
        {t("sent")}
      </li>
      {typical && (
        <li className="flex items-center gap-1.5">
          <span className="w-3.5 border-t-2 border-dotted border-muted" />
          {t("typical")}
        </li>
      )}
    </ul>
  );
}
