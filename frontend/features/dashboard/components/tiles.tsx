"use client";

import { useFormatter, useTimeZone, useTranslations } from "next-intl";
import { UNANSWERED_AFTER } from "@/lib/queries/dashboard";
import { ComparisonText } from "@/features/dashboard/components/comparison-text";
import { StatTile } from "@/features/dashboard/components/stat-tile";
import { figure, minuteOfDay } from "@/features/dashboard/lib/figures";
import type { Period } from "@/features/dashboard/lib/period";
import type { Dashboard } from "@/lib/api/types";

type Props = { dashboard: Dashboard; period: Period; now: Date };

/** The four figures of the business. */
export function Tiles({ dashboard, period, now }: Props) {
  const t = useTranslations("dashboard.tiles");
  const format = useFormatter();
  const time = minuteOfDay(now, useTimeZone() ?? "UTC");
  const received = figure(dashboard, "incoming", period, time);
  const sent = figure(dashboard, "outgoing", period, time);
  const { unread, unanswered } = dashboard;
  return (
    <dl aria-label={t("label")} className="mb-4 grid grid-cols-2 gap-3 min-[800px]:grid-cols-4 min-[800px]:gap-4">
      <StatTile label={t("received")} figure={format.number(received.count)}>
        <ComparisonText comparison={received.comparison} period={period} />
      </StatTile>
      <StatTile label={t("sent")} figure={format.number(sent.count)}>
        <ComparisonText comparison={sent.comparison} period={period} />
      </StatTile>
      <StatTile label={t("unread")} figure={format.number(unread.messages)}>
        {t("unreadIn", { count: unread.chats })}
      </StatTile>
      <StatTile label={t("waiting")} figure={format.number(unanswered.count)}>
        {t("waitingSince", { count: unanswered.count, minutes: UNANSWERED_AFTER })}
      </StatTile>
    </dl>
  );
}
