"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { AuthHeading } from "@/features/auth/components/auth-heading";
import { AuthLink } from "@/features/auth/components/auth-link";
import { ResetForm } from "@/features/auth/components/reset-form";
import { useResetLink } from "@/features/auth/use-reset-link";
import { HOME } from "@/lib/return-to";

/** Where the link of the mail leads: another password, or why the link doesn't serve. */
export function ResetPassword() {
  const t = useTranslations("auth.reset");
  const link = useResetLink();
  const [ended, setEnded] = useState<"saved" | "bad">();

  if (ended === "saved") {
    return (
      <div role="status">
        <AuthHeading title={t("doneTitle")}>{t("doneText")}</AuthHeading>
        <AuthLink href={HOME}>{t("continue")}</AuthLink>
      </div>
    );
  }
  if (link.state === "checking") return <p role="status" className="text-muted">{t("checking")}</p>;
  if (link.state === "bad" || ended === "bad") {
    return (
      <div role="alert">
        <AuthHeading title={t("badTitle")}>{t("badText")}</AuthHeading>
        <AuthLink href="/forgot-password">{t("askAgain")}</AuthLink>
      </div>
    );
  }
  return <ResetForm tokenHash={link.tokenHash} onSaved={() => setEnded("saved")} onBadLink={() => setEnded("bad")} />;
}
