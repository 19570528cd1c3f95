"use client";

import { useLocale } from "next-intl";
import { useEffect, useEffectEvent } from "react";
import type { Account } from "@/hooks/use-account";
import { useChangeLocale } from "@/hooks/use-change-locale";
import { isLocale } from "@/i18n/locales";

/** Shows the app in the language that the person chose on any of their devices, once this one hears of it. */
export function useAccountLocale(account: Account) {
  const locale = useLocale();
  const changeLocale = useChangeLocale();
  const chosen: unknown = account?.user_metadata.locale;
  const follow = useEffectEvent((next: unknown) => {
    if (typeof next === "string" && isLocale(next) && next !== locale) changeLocale(next);
  });
  useEffect(() => follow(chosen), [chosen]);
}
