"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ChangePassword } from "@/features/settings/components/change-password";
import { SettingRow } from "@/features/settings/components/setting-row";
import { SettingSection } from "@/features/settings/components/setting-section";
import { SignOutRows } from "@/features/settings/components/sign-out-rows";
import { useAccount } from "@/hooks/use-account";

export function SecuritySection() {
  const t = useTranslations("settings.security");
  const email = useAccount()?.email;
  const [changing, setChanging] = useState(false);
  return (
    <SettingSection id="security" title={t("title")}>
      {changing && email ? (
        <ChangePassword email={email} onClose={() => setChanging(false)} />
      ) : (
        <SettingRow title={t("password")} hint={t("passwordHint")}>
          <button type="button" className="button button--tertiary max-sm:h-10" onClick={() => setChanging(true)}>
            {t("changePassword")}
          </button>
        </SettingRow>
      )}
      <SignOutRows />
    </SettingSection>
  );
}
