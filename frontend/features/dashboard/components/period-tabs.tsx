"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { type Period, periodHref, periods } from "@/features/dashboard/lib/period";

/** Chooses what the dashboard looks back on. The choice is in the address, so it survives a reload. */
export function PeriodTabs({ period }: { period: Period }) {
  const t = useTranslations("dashboard.period");
  return (
    <nav aria-label={t("label")} className="flex w-full gap-0.5 rounded-[10px] bg-surface-tertiary p-[3px] sm:w-auto">
      {periods.map((choice) => (
        <Link
          key={choice}
          href={periodHref(choice)}
          replace
          scroll={false}
          aria-current={choice === period ? "true" : undefined}
          className="flex h-10 flex-1 items-center justify-center rounded-[7px] px-3 text-[13px] font-[550] whitespace-nowrap text-muted transition-colors duration-[90ms] hover:text-foreground aria-[current]:bg-segment aria-[current]:text-foreground aria-[current]:shadow-[0_1px_2px_oklch(0.2_0.02_75/0.1)] sm:h-[30px]"
        >
          {t(choice)}
        </Link>
      ))}
    </nav>
  );
}
