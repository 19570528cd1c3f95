"use client";

import { useTranslations } from "next-intl";
import type { FieldError } from "react-hook-form";
import { PasswordField } from "@/features/auth/components/password-field";
import type { FieldProps } from "@/features/auth/components/text-field";

/** A field for a password that is chosen now: it tells the rules. */
export function NewPasswordField({ problem, ...field }: FieldProps & { problem?: FieldError }) {
  const t = useTranslations("auth.fields");
  return (
    <PasswordField
      {...field}
      autoComplete="new-password"
      hint={t("passwordHint")}
      error={problem && t(problem.message === "long" ? "longPassword" : "shortPassword")}
    />
  );
}
