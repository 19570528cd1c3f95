"use client";

import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/empty-state";
import { ErrorState } from "@/components/error-state";
import { LinkButton } from "@/components/link-button";
import { PageBody } from "@/components/page-body";
import { PageHeader } from "@/components/page-header";
import { BackToNumbers } from "@/features/sessions/components/back-to-numbers";
import { LinkCard } from "@/features/sessions/components/link-card";
import { LinkHelp } from "@/features/sessions/components/link-help";
import { LinkSkeleton } from "@/features/sessions/components/link-skeleton";
import { WizardSteps } from "@/features/sessions/components/wizard-steps";
import { useLink } from "@/features/sessions/lib/use-link";

/** Links a phone to a number, by a code to scan or to type, and goes on by itself. */
export function LinkView({ sessionId }: { sessionId: string }) {
  const t = useTranslations("sessions.link");
  const tCreate = useTranslations("sessions.create");
  const { sessions, session, stage, begin, beginError } = useLink(sessionId);
  const name = session?.sessionName ?? "";
  return (
    <PageBody className="max-w-[1000px]">
      <BackToNumbers />
      {sessions.isPending && <LinkSkeleton />}
      {sessions.isError && !sessions.data && (
        <ErrorState title={t("failed")} error={sessions.error} onRetry={() => void sessions.refetch()} />
      )}
      {sessions.data && !session && (
        <EmptyState title={t("missingTitle")} hint={t("missingHint")}>
          <LinkButton href="/sessions">{t("toNumbers")}</LinkButton>
        </EmptyState>
      )}
      {session && stage && (
        <>
          <PageHeader
            title={stage === "linked" ? t("linkedTitle", { name }) : t("title", { name })}
            subtitle={stage === "linked" ? t("connectedHint") : tCreate("subtitle")}
          >
            <WizardSteps current={2} done={stage === "linked"} />
          </PageHeader>
          <LinkCard session={session} stage={stage} begin={begin} beginError={beginError} />
          <LinkHelp />
        </>
      )}
    </PageBody>
  );
}
