"use client";

import type { AuthError } from "@supabase/auth-js";
import { MailCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { AuthHeading } from "@/features/auth/components/auth-heading";
import { AuthLink } from "@/features/auth/components/auth-link";
import { FormProblem } from "@/features/auth/components/form-problem";
import { useAuthErrorText } from "@/features/auth/use-auth-error-text";
import { useCountdown } from "@/features/auth/use-countdown";
import { useNextQuery } from "@/features/auth/use-next-query";

/** Auth sends one mail a minute to an address. */
const WAIT = 60;

type Props = { title: string; children: ReactNode; note?: string; sendAgain: () => Promise<{ error: AuthError | null }> };

/** Says that a mail is on its way, and sends it again on demand. */
export function MailSent({ title, children, note, sendAgain }: Props) {
  const t = useTranslations("auth.mail");
  const say = useAuthErrorText();
  const query = useNextQuery();
  const [left, restart] = useCountdown(WAIT);
  const [outcome, setOutcome] = useState<{ problem?: string }>();

  const press = async () => {
    if (left > 0) return;
    restart();
    const { error } = await sendAgain();
    setOutcome({ problem: error ? say(error) : undefined });
  };

  return (
    <>
      <MailCheck className="mb-4 size-8 text-accent" aria-hidden />
      <div role="status">
        <AuthHeading title={title}>{children}</AuthHeading>
      </div>
      {note && <p className="mb-3 text-[13px]/[18px] text-muted">{note}</p>}
      <p className="mb-5 text-[13px]/[18px] text-muted">{t("spam")}</p>
      {outcome?.problem && <FormProblem text={outcome.problem} />}
      <div className="mt-3 flex flex-wrap items-center gap-x-5 gap-y-3">
        <button type="button" className="button button--tertiary tabular-nums" aria-disabled={left > 0} onClick={press}>
          {left > 0 ? t("wait", { seconds: left }) : t("again")}
        </button>
        <AuthLink href={`/login${query}`}>{t("back")}</AuthLink>
      </div>
      <p role="status" className="mt-3 text-[13px] text-success-soft-foreground">
        {outcome && !outcome.problem && t("sent")}
      </p>
    </>
  );
}
