"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/page-header";
import { FirstStepList } from "@/features/dashboard/components/first-step-list";
import { Threads } from "@/features/dashboard/components/threads";
import type { FirstStep } from "@/features/dashboard/lib/first-steps";
import { useAccount } from "@/hooks/use-account";
import { nameOf } from "@/lib/name-of";
import type { Session } from "@/lib/api/types";

type Props = { done: Record<FirstStep, boolean>; sessions: Session[]; children?: ReactNode };

/** What a new person sees: four steps to the first chat, in the place of figures that are all nought. */
export function FirstRun({ done, sessions, children }: Props) {
  const t = useTranslations("dashboard.first");
  const account = useAccount();
  return (
    <>
      <PageHeader title={t("title", { name: (account && nameOf(account)) ?? "none" })} subtitle={t("subtitle")} />
      {children}
      <div className="grid items-start gap-7 min-[1100px]:grid-cols-[minmax(0,1fr)_340px] min-[1100px]:gap-12">
        <FirstStepList done={done} email={account?.email ?? ""} sessions={sessions} />
        <aside aria-labelledby="change" className="hidden min-[1100px]:block">
          <Threads />
          <h2 id="change">{t("change")}</h2>
          <p className="mt-1.5 text-muted">{t("changeText")}</p>
        </aside>
      </div>
    </>
  );
}
