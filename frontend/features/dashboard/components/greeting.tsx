"use client";

import { useFormatter, useLocale, useTimeZone, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/page-header";
import { minuteOfDay } from "@/features/dashboard/lib/figures";
import { partOfDay } from "@/features/dashboard/lib/greeting";
import { clock } from "@/features/dashboard/lib/time";
import { useAccount } from "@/hooks/use-account";
import { nameOf } from "@/lib/name-of";

type Props = { now: Date; children?: ReactNode };

/** Greets the person by the time of their day. */
export function Greeting({ now, children }: Props) {
  const t = useTranslations("dashboard.greeting");
  const format = useFormatter();
  const timeZone = useTimeZone() ?? "UTC";
  const account = useAccount();
  const part = partOfDay(Math.floor(minuteOfDay(now, timeZone) / 60));
  const date = format.dateTime(now, { weekday: "long", day: "numeric", month: "long" });
  const day = date.charAt(0).toLocaleUpperCase(useLocale()) + date.slice(1);
  return (
    <PageHeader title={t(part, { name: (account && nameOf(account)) ?? "none" })} subtitle={`${day}, ${format.dateTime(now, clock)}`}>
      {children}
    </PageHeader>
  );
}
