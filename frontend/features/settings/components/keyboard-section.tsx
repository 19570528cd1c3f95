"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SettingSection } from "@/features/settings/components/setting-section";
import { ToggleRow } from "@/features/settings/components/toggle-row";
import { usePreferences } from "@/lib/preferences";

/** How keys behave, and the list of shortcuts, which the chats know. */
export function KeyboardSection({ shortcuts }: { shortcuts: ReactNode }) {
  const t = useTranslations("settings.keyboard");
  const { enterSends, letterShortcuts } = usePreferences();
  return (
    <SettingSection id="keyboard" title={t("title")}>
      <ToggleRow
        title={t("enterSends")}
        hint={enterSends ? t("enterSendsOn") : t("enterSendsOff")}
        value={enterSends}
        onChange={(value) => usePreferences.setState({ enterSends: value })}
      />
      <ToggleRow
        title={t("letters")}
        hint={t("lettersHint")}
        value={letterShortcuts}
        onChange={(value) => usePreferences.setState({ letterShortcuts: value })}
      />
      <div className="px-3.5 py-4 text-[13.5px] sm:px-[18px]">{shortcuts}</div>
    </SettingSection>
  );
}
