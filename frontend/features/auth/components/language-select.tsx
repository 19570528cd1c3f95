"use client";

import { ChevronDown } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useChangeLocale } from "@/hooks/use-change-locale";
import { localeNames, locales } from "@/i18n/locales";

/** Changes the language before anybody is signed in. */
export function LanguageSelect() {
  const t = useTranslations("auth.fields");
  const changeLocale = useChangeLocale();
  return (
    <span className="relative inline-flex items-center">
      <select
        aria-label={t("language")}
        value={useLocale()}
        onChange={(event) => changeLocale(locales[event.target.selectedIndex] ?? "es")}
        className="h-9 appearance-none rounded-2xl bg-transparent ps-2 pe-7 hover:text-foreground"
      >
        {locales.map((locale) => (
          <option key={locale} value={locale} lang={locale} className="bg-overlay text-foreground">
            {localeNames[locale]}
          </option>
        ))}
      </select>
      <ChevronDown className="pointer-events-none absolute end-1.5 size-4" aria-hidden />
    </span>
  );
}
