"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { Comparison } from "@/features/dashboard/lib/figures";
import type { Period } from "@/features/dashboard/lib/period";

/** A smaller change than this is chance. */
const NOTABLE = 0.01;

type Props = { comparison: Comparison; period: Period };

/** Says in words how a figure compares with what is usual. */
export function ComparisonText({ comparison, period }: Props) {
  const t = useTranslations("dashboard.tiles");
  const format = useFormatter();
  if (comparison.kind === "none") return t("noneBefore");
  if (comparison.kind === "perDay") return t("perDay", { count: format.number(comparison.count, { maximumFractionDigits: 0 }) });
  const { change } = comparison;
  if (Math.abs(change) < NOTABLE) return period === "today" ? t("same") : t("sameWeek");
  const size = format.number(Math.abs(change), { style: "percent", maximumFractionDigits: 0 });
  const words = {
    percent: change > 0 ? t("more", { percent: size }) : t("less", { percent: size }),
    b: (text: React.ReactNode) => <b className="font-semibold text-foreground">{text}</b>,
  };
  return period === "today" ? t.rich("upon", words) : t.rich("uponWeek", words);
}
