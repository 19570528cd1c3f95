"use client";

import { useLocale, useTranslations } from "next-intl";
import { toast } from "sonner";
import { SelectRow } from "@/features/settings/components/select-row";
import { useChangeLocale } from "@/hooks/use-change-locale";
import { localeNames, locales, type Locale } from "@/i18n/locales";
import { auth } from "@/lib/supabase";

const options = locales.map((value) => ({ value, label: localeNames[value] }));

/** The language, here at once and in the account, so that the person's other devices follow. */
export function LanguageRow() {
  const t = useTranslations("settings.appearance");
  const changeLocale = useChangeLocale();
  const choose = async (locale: Locale) => {
    changeLocale(locale);
    const { error } = await auth().updateUser({ data: { locale } });
    if (error) toast.error(t("languageNotSaved"));
  };
  return <SelectRow title={t("language")} hint={t("languageHint")} value={useLocale()} options={options} onChange={choose} />;
}
