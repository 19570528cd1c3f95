"use client";

import { Button } from "@heroui/react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ChartLegend } from "@/features/dashboard/components/chart-legend";
import { TrafficTable } from "@/features/dashboard/components/traffic-table";
import { useChartWords } from "@/features/dashboard/components/use-chart-words";
import { chartRows } from "@/features/dashboard/lib/chart-rows";
import type { Period } from "@/features/dashboard/lib/period";
import type { Dashboard } from "@/lib/api/types";

const TrafficChart = dynamic(() => import("@/features/dashboard/components/traffic-chart").then((module) => module.TrafficChart), {
  ssr: false,
});

type Props = { dashboard: Dashboard; period: Period };

/** Messages by hour or by day: as a chart, or in figures. */
export function TrafficCard({ dashboard, period }: Props) {
  const t = useTranslations("dashboard.chart");
  const [asTable, setAsTable] = useState(false);
  const rows = chartRows(dashboard, period);
  const { title, summary } = useChartWords(rows, period);
  const typical = rows.some((row) => row.typical !== null);
  return (
    <section aria-labelledby="traffic" className="card-flat flex min-w-0 flex-col overflow-hidden pb-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4.5 pt-3.5 pb-2">
        <h2 id="traffic">{title}</h2>
        <ChartLegend typical={typical} />
      </div>
      {asTable ? (
        <TrafficTable rows={rows} period={period} typical={typical} />
      ) : (
        <div role="img" aria-label={summary} className="h-[260px] px-2 sm:px-3">
          <TrafficChart rows={rows} period={period} />
        </div>
      )}
      <Button variant="ghost" size="sm" className="ms-2.5 mt-1 h-10 self-start text-muted sm:h-9" onPress={() => setAsTable(!asTable)}>
        {asTable ? t("asChart") : t("asTable")}
      </Button>
    </section>
  );
}
