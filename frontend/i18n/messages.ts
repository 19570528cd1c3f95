import type { Locale } from "@/i18n/locales";

/** The words of one language, one file per part of the app. Spanish is the base: its keys are the keys. */
const catalogs = {
  es: () => import("@/messages/es"),
  en: () => import("@/messages/en"),
  pt: () => import("@/messages/pt"),
};

export async function loadMessages(locale: Locale) {
  return (await catalogs[locale]()).default;
}
