"use client";

import { isAuthError } from "@supabase/auth-js";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import { signOut, signOutOthers } from "@/features/auth/lib/sign-out";
import { useAuthErrorText } from "@/features/auth/use-auth-error-text";
import { SettingRow } from "@/features/settings/components/setting-row";

/** Signing out here, everywhere else, and everywhere. */
export function SignOutRows() {
  const t = useTranslations("settings.security");
  const common = useTranslations("common.errors");
  const say = useAuthErrorText();
  const [pending, setPending] = useState(false);

  const run = async (task: () => Promise<void>) => {
    if (pending) return;
    setPending(true);
    try {
      await task();
    } catch (error) {
      toast.error(isAuthError(error) ? say(error) : common("unknown"));
    } finally {
      setPending(false);
    }
  };
  const others = async () => {
    await signOutOthers();
    toast.success(t("othersDone"));
  };
  const rows = [
    { title: t("here"), hint: t("hereHint"), action: t("hereAction"), look: "button--tertiary", task: () => signOut("local") },
    { title: t("others"), hint: t("othersHint"), action: t("othersAction"), look: "button--danger-soft", task: others },
    { title: t("everywhere"), hint: t("everywhereHint"), action: t("everywhereAction"), look: "button--danger-soft", task: () => signOut("global") },
  ];
  return rows.map(({ title, hint, action, look, task }) => (
    <SettingRow key={title} title={title} hint={hint}>
      <button type="button" aria-disabled={pending} className={`button ${look} max-sm:h-10`} onClick={() => run(task)}>
        {action}
      </button>
    </SettingRow>
  ));
}
