"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { ErrorState } from "@/components/error-state";
import { LinkButton } from "@/components/link-button";
import { PageBody } from "@/components/page-body";
import { PageHeader } from "@/components/page-header";
import { CapacityCard } from "@/features/sessions/components/capacity-card";
import { NoNumbers } from "@/features/sessions/components/no-numbers";
import { SessionDialogs } from "@/features/sessions/components/session-dialogs";
import { SessionList } from "@/features/sessions/components/session-list";
import { SessionListSkeleton } from "@/features/sessions/components/session-list-skeleton";
import { useSummary } from "@/features/sessions/lib/use-summary";
import { sessionsQuery } from "@/lib/queries/sessions";

/** The person's numbers: how each one is, and all that can be done with it. */
export function SessionsView() {
  const t = useTranslations("sessions");
  const sessions = useQuery(sessionsQuery());
  const summary = useSummary(sessions.data);
  const isEmpty = sessions.data?.length === 0;
  return (
    <PageBody>
      <PageHeader title={t("title")} subtitle={summary}>
        {!isEmpty && (
          <LinkButton variant="primary" href="/sessions/new" className="max-sm:w-full">
            <Plus aria-hidden />
            {t("connectNumber")}
          </LinkButton>
        )}
      </PageHeader>
      {sessions.isPending && <SessionListSkeleton />}
      {sessions.isError && !sessions.data && (
        <ErrorState title={t("list.failed")} error={sessions.error} onRetry={() => void sessions.refetch()} />
      )}
      {isEmpty && <NoNumbers />}
      {sessions.data && !isEmpty && (
        <div className="flex flex-col">
          <CapacityCard sessions={sessions.data} />
          <SessionList sessions={sessions.data} />
        </div>
      )}
      <SessionDialogs />
    </PageBody>
  );
}
