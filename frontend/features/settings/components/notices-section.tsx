"use client";

import { useTranslations } from "next-intl";
import { NoticesRow } from "@/features/settings/components/notices-row";
import { QuietHours } from "@/features/settings/components/quiet-hours";
import { SettingSection } from "@/features/settings/components/setting-section";
import { SoundRows } from "@/features/settings/components/sound-rows";
import { ToggleRow } from "@/features/settings/components/toggle-row";
import { usePreferences } from "@/lib/preferences";

export function NoticesSection() {
  const t = useTranslations("settings.notices");
  const notificationText = usePreferences((state) => state.notificationText);
  return (
    <SettingSection id="notices" title={t("title")}>
      <NoticesRow />
      <ToggleRow
        title={t("text")}
        hint={t("textHint")}
        value={notificationText}
        onChange={(value) => usePreferences.setState({ notificationText: value })}
      />
      <SoundRows />
      <QuietHours />
    </SettingSection>
  );
}
