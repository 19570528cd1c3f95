"use client";

import { useTranslations } from "next-intl";
import { Segments } from "@/components/segments";
import { LanguageRow } from "@/features/settings/components/language-row";
import { SettingRow } from "@/features/settings/components/setting-row";
import { SettingSection } from "@/features/settings/components/setting-section";
import { ThemeCards } from "@/features/settings/components/theme-cards";
import { ToggleRow } from "@/features/settings/components/toggle-row";
import { type ChatTextSize, usePreferences } from "@/lib/preferences";

/** A letter in each size, and the size's name for who can't see it. */
const sizes = [
  { value: "small", word: "textSmall", className: "text-[12px]" },
  { value: "normal", word: "textNormal", className: "text-[14px]" },
  { value: "large", word: "textLarge", className: "text-[17px]" },
] as const satisfies { value: ChatTextSize; word: string; className: string }[];

export function AppearanceSection() {
  const t = useTranslations("settings.appearance");
  const { chatTextSize, mediaAuto } = usePreferences();
  const options = sizes.map(({ value, word, className }) => ({
    value,
    label: (
      <span className={className}>
        <span aria-hidden>Aa</span>
        <span className="sr-only">{t(word)}</span>
      </span>
    ),
  }));
  return (
    <SettingSection id="appearance" title={t("title")}>
      <ThemeCards />
      <SettingRow title={t("textSize")}>
        <Segments
          label={t("textSize")}
          value={chatTextSize}
          options={options}
          onChange={(size) => usePreferences.setState({ chatTextSize: size })}
        />
      </SettingRow>
      <LanguageRow />
      <ToggleRow
        title={t("mediaAuto")}
        hint={t("mediaAutoHint")}
        value={mediaAuto}
        onChange={(value) => usePreferences.setState({ mediaAuto: value })}
      />
    </SettingSection>
  );
}
