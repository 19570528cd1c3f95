"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useNow, useTimeZone, useTranslations } from "next-intl";
import { ErrorState } from "@/components/error-state";
import { PageBody } from "@/components/page-body";
import { capacityQuery } from "@/lib/queries/capacity";
import { dashboardQuery } from "@/lib/queries/dashboard";
import { useLiveDashboard } from "@/features/dashboard/api/use-live-dashboard";
import { AttentionList } from "@/features/dashboard/components/attention-list";
import { DashboardSkeleton } from "@/features/dashboard/components/dashboard-skeleton";
import { FirstRun } from "@/features/dashboard/components/first-run";
import { Greeting } from "@/features/dashboard/components/greeting";
import { NumberList } from "@/features/dashboard/components/number-list";
import { PeriodTabs } from "@/features/dashboard/components/period-tabs";
import { Tiles } from "@/features/dashboard/components/tiles";
import { TrafficCard } from "@/features/dashboard/components/traffic-card";
import { attentionItems } from "@/features/dashboard/lib/attention";
import { firstSteps, isBeginning } from "@/features/dashboard/lib/first-steps";
import { toPeriod } from "@/features/dashboard/lib/period";
import { useNoticesAllowed } from "@/features/dashboard/lib/use-notices-allowed";
import { sessionsQuery } from "@/lib/queries/sessions";

const HALF_MINUTE = 30_000;

/** The first page: what needs the person, then how business goes. New people get their first steps instead. */
export function DashboardView() {
  const t = useTranslations("dashboard");
  const period = toPeriod(useSearchParams().get("period"));
  const now = useNow({ updateInterval: HALF_MINUTE });
  const sessions = useQuery(sessionsQuery());
  const dashboard = useQuery(dashboardQuery(useTimeZone() ?? "UTC"));
  const capacity = useQuery({ ...capacityQuery(), enabled: Boolean(sessions.data?.length) });
  const notices = useNoticesAllowed();
  useLiveDashboard();

  if (!sessions.data || !dashboard.data) {
    const failed = [sessions, dashboard].find((query) => query.isError && !query.data);
    return (
      <PageBody>
        <Greeting now={now} />
        {failed ? (
          <ErrorState title={t("failed")} error={failed.error} onRetry={() => void failed.refetch()} />
        ) : (
          <DashboardSkeleton />
        )}
      </PageBody>
    );
  }

  const items = attentionItems({ sessions: sessions.data, dashboard: dashboard.data, capacity: capacity.data, now: now.getTime() });
  const done = firstSteps({ sessions: sessions.data, dashboard: dashboard.data, notices });
  if (isBeginning(done)) {
    return (
      <PageBody>
        <FirstRun done={done} sessions={sessions.data}>
          {items.length > 0 && <AttentionList items={items} now={now} />}
        </FirstRun>
      </PageBody>
    );
  }
  return (
    <PageBody>
      <Greeting now={now}>
        <PeriodTabs period={period} />
      </Greeting>
      <AttentionList items={items} now={now} />
      <Tiles dashboard={dashboard.data} period={period} now={now} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 min-[1100px]:grid-cols-[minmax(0,1fr)_348px]">
        <TrafficCard dashboard={dashboard.data} period={period} />
        <NumberList sessions={sessions.data} traffic={dashboard.data.sessions} now={now} />
      </div>
    </PageBody>
  );
}
