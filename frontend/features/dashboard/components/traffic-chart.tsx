"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Bar, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { useMomentOf } from "@/features/dashboard/components/use-chart-words";
import { type ChartRow, gridLines } from "@/features/dashboard/lib/chart-rows";
import type { Period } from "@/features/dashboard/lib/period";

const axis = { fill: "var(--muted)", fontSize: 11.5, fontWeight: 500 };

type Props = { rows: ChartRow[]; period: Period };

/** Pairs of bars, and a dotted line for what is usual. Nothing moves. It is a picture: what it says stands in the table. */
export function TrafficChart({ rows, period }: Props) {
  const t = useTranslations("dashboard.chart");
  const format = useFormatter();
  const momentOf = useMomentOf();
  const ticks = gridLines(rows);
  const width = period === "month" ? 6 : 9;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart data={rows} barGap={2} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
        <XAxis
          dataKey="at"
          tickFormatter={(at: ChartRow["at"]) => momentOf(at)}
          tick={axis}
          tickLine={false}
          axisLine={false}
          interval={period === "today" ? 2 : "equidistantPreserveStart"}
          minTickGap={14}
        />
        <YAxis ticks={ticks} domain={[0, ticks.at(-1) ?? 0]} tick={axis} tickLine={false} axisLine={false} width="auto" allowDecimals={false} />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: "var(--surface-secondary)" }}
          labelFormatter={(_label, payload) => momentOf((payload[0]?.payload as ChartRow | undefined)?.at ?? 0, "long")}
          formatter={(value) => format.number(Number(value), { maximumFractionDigits: 0 })}
          contentStyle={{
            background: "var(--overlay)",
            border: "1px solid var(--border)",
            borderRadius: 8,
            boxShadow: "var(--overlay-shadow)",
            fontSize: 12.5,
            padding: "6px 10px",
          }}
          itemStyle={{ color: "var(--foreground)", padding: 0 }}
          labelStyle={{ color: "var(--muted)" }}
        />
        <Bar dataKey="incoming" name={t("received")} fill="var(--chart-in)" maxBarSize={width} radius={2} isAnimationActive={false} />
        <Bar dataKey="outgoing" name={t("sent")} fill="var(--chart-out)" maxBarSize={width} radius={2} isAnimationActive={false} />
        <Line
          dataKey="typical"
          name={t("typical")}
          stroke="var(--muted)"
          strokeWidth={1.5}
          strokeDasharray="2 4"
          strokeLinecap="round"
          type="linear"
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}
