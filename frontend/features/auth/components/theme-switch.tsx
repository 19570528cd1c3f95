"use client";

import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { Segments } from "@/components/segments";

/** Light, dark or as the system, in one line. */
export function ThemeSwitch() {
  const t = useTranslations("auth.menu");
  const { theme = "system", setTheme } = useTheme();
  const options = [
    { value: "light", label: t("light") },
    { value: "dark", label: t("dark") },
    { value: "system", label: t("system") },
  ];
  return <Segments label={t("theme")} value={theme} options={options} onChange={setTheme} className="flex w-full" />;
}
