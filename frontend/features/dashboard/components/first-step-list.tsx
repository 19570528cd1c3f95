"use client";

import { QrCode } from "lucide-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/link-button";
import { FirstStepRow } from "@/features/dashboard/components/first-step-row";
import type { FirstStep } from "@/features/dashboard/lib/first-steps";
import type { Session } from "@/lib/api/types";

const order: FirstStep[] = ["account", "connect", "message", "notices"];

type Props = { done: Record<FirstStep, boolean>; email: string; sessions: Session[] };

/** The steps, with the button of the one to do now. */
export function FirstStepList({ done, email, sessions }: Props) {
  const t = useTranslations("dashboard.first");
  const now = order.find((step) => !done[step]);
  const begun = sessions[0];
  const count = order.filter((step) => done[step]).length;
  const texts: Record<FirstStep, string> = {
    account: email,
    connect: t("connectText"),
    message: t("messageText"),
    notices: t("noticesText"),
  };
  const actions: Record<FirstStep, React.ReactNode> = {
    account: null,
    connect: (
      <LinkButton href={begun ? `/qr/${begun.id}` : "/sessions/new"} variant="primary" className="w-full sm:w-fit">
        <QrCode aria-hidden />
        {begun ? t("scanAction", { number: begun.sessionName }) : t("connectAction")}
      </LinkButton>
    ),
    message: (
      <LinkButton href="/chat" variant="primary" className="w-full sm:w-fit">
        {t("messageAction")}
      </LinkButton>
    ),
    notices: (
      <LinkButton href="/settings#notifications" className="w-full sm:w-fit">
        {t("noticesAction")}
      </LinkButton>
    ),
  };
  return (
    <section aria-label={t("steps")} className="card-flat px-4 pt-4 pb-1 sm:px-[22px] sm:pt-4.5 sm:pb-2">
      <div className="mb-1.5 flex items-center gap-3 text-[13px] font-semibold">
        <span className="tabular-nums">{t("progress", { done: count, total: order.length })}</span>
        <span aria-hidden className="h-1.5 flex-1 overflow-hidden rounded-full bg-surface-tertiary">
          <span className="block h-full rounded-full bg-accent" style={{ width: `${(count / order.length) * 100}%` }} />
        </span>
      </div>
      <ol className="divide-y divide-separator">
        {order.map((step, index) => (
          <FirstStepRow key={step} place={index + 1} title={t(step)} text={texts[step]} done={done[step]} current={step === now}>
            {(step === now || (step === "notices" && !done.notices)) && actions[step]}
          </FirstStepRow>
        ))}
      </ol>
    </section>
  );
}
