"use client";

import { useTranslations } from "next-intl";
import { isApiError, NETWORK, TIMEOUT } from "@/lib/api/errors";

/** Says an error in the person's language. What the server says about it wins. */
export function useErrorText(): (error: unknown) => string {
  const t = useTranslations("common.errors");
  return (error) => {
    if (!isApiError(error)) return t("unknown");
    if (error.message) return error.message;
    if (error.code === NETWORK) return t("network");
    return error.code === TIMEOUT ? t("timeout") : t("unknown");
  };
}
