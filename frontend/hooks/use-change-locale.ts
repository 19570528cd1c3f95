"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { type Locale, LOCALE_COOKIE } from "@/i18n/locales";

const YEAR = 365 * 24 * 60 * 60;

/** Shows the app in another language, and remembers it in this browser. */
export function useChangeLocale(): (locale: Locale) => void {
  const router = useRouter();
  return useCallback(
    (locale) => {
      const secure = window.location.protocol === "https:" ? "; secure" : "";
      document.cookie = `${LOCALE_COOKIE}=${locale}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
      router.refresh();
    },
    [router],
  );
}
