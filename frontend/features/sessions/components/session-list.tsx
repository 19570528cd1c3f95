"use client";

import { Button } from "@heroui/react";
import { useQuery } from "@tanstack/react-query";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useNow, useTimeZone, useTranslations } from "next-intl";
import { useState } from "react";
import { EmptyState } from "@/components/empty-state";
import { SessionRow } from "@/features/sessions/components/session-row";
import { SessionToolbar } from "@/features/sessions/components/session-toolbar";
import { rowGrid } from "@/features/sessions/lib/row-grid";
import { arrange, countsOf, type Filter, isFilter } from "@/features/sessions/lib/arrange";
import { trafficOf } from "@/features/sessions/lib/traffic";
import type { Session } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import { numberState } from "@/lib/number-state";
import { capacityQuery } from "@/lib/queries/capacity";
import { dashboardQuery } from "@/lib/queries/dashboard";

const MINUTE = 60_000;

/** The numbers with what they do and use, exceptions first. The address keeps the filter. */
export function SessionList({ sessions }: { sessions: Session[] }) {
  const t = useTranslations("sessions.list");
  const router = useRouter();
  const pathname = usePathname();
  const wanted = useSearchParams().get("filter");
  const filter = isFilter(wanted) ? wanted : "all";
  const [search, setSearch] = useState("");
  const now = useNow({ updateInterval: MINUTE });
  const { data: dashboard } = useQuery(dashboardQuery(useTimeZone() ?? "UTC"));
  const { data: capacity } = useQuery(capacityQuery());

  const entries = sessions.map((session) => {
    const traffic = trafficOf(dashboard, session.id);
    return { session, traffic, state: numberState(session, { now: now.getTime(), incoming: traffic?.incoming }) };
  });
  const shown = arrange(entries, filter, search);

  const show = (next: Filter) => router.replace(next === "all" ? pathname : `${pathname}?filter=${next}`, { scroll: false });
  const showAll = () => {
    setSearch("");
    show("all");
  };

  return (
    <>
      <SessionToolbar filter={filter} counts={countsOf(entries)} onFilter={show} search={search} onSearch={setSearch} />
      <section aria-label={t("label")} className="[--ring:var(--surface)] min-[720px]:rounded-3xl min-[720px]:border min-[720px]:border-border min-[720px]:bg-surface min-[720px]:shadow-surface">
        <div
          aria-hidden
          className={cn(rowGrid, "h-[38px] border-b border-separator text-[12.5px] font-[550] text-muted max-[1179px]:hidden")}
        >
          <span>{t("number")}</span>
          <span>{t("state")}</span>
          <span>{t("messages")}</span>
          <span>{t("resources")}</span>
        </div>
        <ul className="max-[719px]:grid max-[719px]:gap-2.5">
          {shown.map(({ session, state, traffic }) => (
            <SessionRow
              key={session.id}
              session={session}
              state={state}
              traffic={traffic}
              usage={capacity?.usage.find(({ sessionId }) => sessionId === session.id)}
              now={now}
            />
          ))}
        </ul>
        {shown.length === 0 && (
          <EmptyState title={t("noneTitle")} hint={t("noneHint")}>
            <Button variant="tertiary" onPress={showAll}>
              {t("showAll")}
            </Button>
          </EmptyState>
        )}
      </section>
    </>
  );
}
