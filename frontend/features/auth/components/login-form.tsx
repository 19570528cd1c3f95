"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { AuthHeading } from "@/features/auth/components/auth-heading";
import { AuthLink } from "@/features/auth/components/auth-link";
import { ConfirmMail } from "@/features/auth/components/confirm-mail";
import { FormProblem } from "@/features/auth/components/form-problem";
import { PasswordField } from "@/features/auth/components/password-field";
import { SubmitButton } from "@/features/auth/components/submit-button";
import { TextField } from "@/features/auth/components/text-field";
import { lazyResolver } from "@/features/auth/lib/lazy-resolver";
import { useAuthErrorText } from "@/features/auth/use-auth-error-text";
import { useEnter } from "@/features/auth/use-enter";
import { useNextQuery } from "@/features/auth/use-next-query";
import { auth } from "@/lib/supabase";

const resolver = lazyResolver<{ email: string; password: string }>(async () => (await import("@/features/auth/lib/resolvers")).login);

/** Signs in with mail and password. */
export function LoginForm() {
  const t = useTranslations("auth");
  const say = useAuthErrorText();
  const entering = useEnter();
  const query = useNextQuery();
  const [problem, setProblem] = useState<string>();
  const [unconfirmed, setUnconfirmed] = useState<string>();
  const form = useForm({ resolver, defaultValues: { email: "", password: "" } });
  const { errors, isSubmitting } = form.formState;

  const submit = form.handleSubmit(async (values) => {
    setProblem(undefined);
    const { error } = await auth().signInWithPassword(values);
    if (error?.code === "email_not_confirmed") return setUnconfirmed(values.email);
    if (!error) return;
    setProblem(say(error));
    form.setFocus("password", { shouldSelect: true });
  });

  if (unconfirmed) return <ConfirmMail email={unconfirmed} />;
  return (
    <>
      <AuthHeading title={t("login.title")}>{t("login.subtitle")}</AuthHeading>
      <form method="post" noValidate onSubmit={submit} className="grid gap-[18px]">
        {problem && <FormProblem text={problem} />}
        <TextField
          {...form.register("email")}
          label={t("fields.email")}
          type="email"
          autoComplete="username"
          error={errors.email && t("fields.badEmail")}
        />
        <PasswordField
          {...form.register("password")}
          label={t("fields.password")}
          autoComplete="current-password"
          aside={<AuthLink href={`/forgot-password${query}`}>{t("login.forgot")}</AuthLink>}
          error={errors.password && t("fields.noPassword")}
        />
        <SubmitButton pending={isSubmitting || entering}>{t("login.submit")}</SubmitButton>
      </form>
      <p className="mt-[22px] text-muted">
        {t.rich("login.noAccount", { link: (words) => <AuthLink href={`/register${query}`}>{words}</AuthLink> })}
      </p>
    </>
  );
}
