"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { FormProblem } from "@/features/auth/components/form-problem";
import { NewPasswordField } from "@/features/auth/components/new-password-field";
import { PasswordField } from "@/features/auth/components/password-field";
import { changePassword } from "@/features/auth/lib/change-password";
import { changePasswordSchema } from "@/features/auth/lib/schemas";
import { useAuthErrorText } from "@/features/auth/use-auth-error-text";

type Props = { email: string; onClose: () => void };

/** Asks for the current password and another one. */
export function ChangePassword({ email, onClose }: Props) {
  const t = useTranslations("settings.security");
  const words = useTranslations("auth");
  const common = useTranslations("common");
  const say = useAuthErrorText();
  const [problem, setProblem] = useState<string>();
  const form = useForm({ resolver: zodResolver(changePasswordSchema), defaultValues: { current: "", password: "" } });
  const { errors, isSubmitting } = form.formState;

  const submit = form.handleSubmit(async ({ current, password }) => {
    const { error, at } = await changePassword(email, current, password);
    if (!error) {
      toast.success(t("passwordSaved"));
      return onClose();
    }
    setProblem(error.code === "invalid_credentials" ? words("errors.wrongCurrent") : say(error));
    form.setFocus(at, { shouldSelect: true });
  });

  return (
    <form method="post" noValidate onSubmit={submit} className="grid max-w-md gap-4 px-3.5 py-4 sm:px-[18px]">
      {problem && <FormProblem text={problem} />}
      {/* Tells a password manager whose password this is. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        {...form.register("current")}
        label={words("fields.currentPassword")}
        autoComplete="current-password"
        error={errors.current && words("fields.noPassword")}
      />
      <NewPasswordField {...form.register("password")} label={words("fields.newPassword")} problem={errors.password} />
      <div className="flex flex-wrap gap-2.5">
        <button type="submit" aria-disabled={isSubmitting} className="button button--primary max-sm:h-11">
          {t("savePassword")}
        </button>
        <button type="button" onClick={onClose} className="button button--tertiary max-sm:h-11">
          {common("cancel")}
        </button>
      </div>
    </form>
  );
}
