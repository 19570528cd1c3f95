"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useMomentOf } from "@/features/dashboard/components/use-chart-words";
import type { ChartRow } from "@/features/dashboard/lib/chart-rows";
import type { Period } from "@/features/dashboard/lib/period";

type Props = { rows: ChartRow[]; period: Period; typical: boolean };

const cell = "px-4.5 py-1.5 text-end";

/** The chart in figures. */
export function TrafficTable({ rows, period, typical }: Props) {
  const t = useTranslations("dashboard.chart");
  const format = useFormatter();
  const momentOf = useMomentOf();
  const title = period === "today" ? t("byHour") : t("byDay");
  return (
    <div className="h-[260px] overflow-auto border-y border-separator" tabIndex={0} role="region" aria-label={t("table", { title })}>
      <table className="w-full tabular-nums">
        <thead className="sticky top-0 bg-surface text-[13px] text-muted">
          <tr>
            <th scope="col" className="px-4.5 py-1.5 text-start font-[550]">
              {period === "today" ? t("hour") : t("day")}
            </th>
            <th scope="col" className={`${cell} font-[550]`}>{t("received")}</th>
            <th scope="col" className={`${cell} font-[550]`}>{t("sent")}</th>
            {typical && <th scope="col" className={`${cell} font-[550]`}>{t("typical")}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.at} className="border-t border-separator">
              <th scope="row" className="px-4.5 py-1.5 text-start font-normal">{momentOf(row.at, "long")}</th>
              <td className={cell}>{format.number(row.incoming)}</td>
              <td className={cell}>{format.number(row.outgoing)}</td>
              {typical && <td className={cell}>{format.number(row.typical ?? 0, { maximumFractionDigits: 0 })}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
