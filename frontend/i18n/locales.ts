export const locales = ["es", "en", "pt"] as const;
export type Locale = (typeof locales)[number];

export const defaultLocale: Locale = "es";

/** Cookie that remembers the language that the person chose. */
export const LOCALE_COOKIE = "locale";

/** Each language in its own words. */
export const localeNames: Record<Locale, string> = { es: "Español", en: "English", pt: "Português" };

export const isLocale = (text: string | undefined): text is Locale => locales.some((locale) => locale === text);

/** The language that the person chose, else the first of their browser's that we have, else Spanish. */
export function pickLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(chosen)) return chosen;
  const wanted = (acceptLanguage ?? "").split(",").map((part) => part.trim().slice(0, 2).toLowerCase());
  return wanted.find(isLocale) ?? defaultLocale;
}
