"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { AuthHeading } from "@/features/auth/components/auth-heading";
import { AuthLink } from "@/features/auth/components/auth-link";
import { ConfirmMail } from "@/features/auth/components/confirm-mail";
import { FormProblem } from "@/features/auth/components/form-problem";
import { NewPasswordField } from "@/features/auth/components/new-password-field";
import { SubmitButton } from "@/features/auth/components/submit-button";
import { TextField } from "@/features/auth/components/text-field";
import { loginLink } from "@/features/auth/lib/mail-links";
import { lazyResolver } from "@/features/auth/lib/lazy-resolver";
import { useAuthErrorText } from "@/features/auth/use-auth-error-text";
import { useEnter } from "@/features/auth/use-enter";
import { useNextQuery } from "@/features/auth/use-next-query";
import { auth } from "@/lib/supabase";

const resolver = lazyResolver<{ name: string; email: string; password: string }>(async () => (await import("@/features/auth/lib/resolvers")).register);

/** Makes an account. Where the mail must be confirmed first, it says so. */
export function RegisterForm() {
  const t = useTranslations("auth");
  const locale = useLocale();
  const say = useAuthErrorText();
  const entering = useEnter();
  const query = useNextQuery();
  const [problem, setProblem] = useState<string>();
  const [unconfirmed, setUnconfirmed] = useState<string>();
  const form = useForm({ resolver, defaultValues: { name: "", email: "", password: "" } });
  const { errors, isSubmitting } = form.formState;

  const submit = form.handleSubmit(async ({ name, email, password }) => {
    setProblem(undefined);
    const options = { data: { locale, ...(name && { name }) }, emailRedirectTo: loginLink() };
    const { data, error } = await auth().signUp({ email, password, options });
    if (!error) return data.session ? undefined : setUnconfirmed(email);
    setProblem(say(error));
    form.setFocus(error.code === "weak_password" ? "password" : "email", { shouldSelect: true });
  });

  if (unconfirmed) return <ConfirmMail email={unconfirmed} />;
  return (
    <>
      <AuthHeading title={t("register.title")}>{t("register.subtitle")}</AuthHeading>
      <form method="post" noValidate onSubmit={submit} className="grid gap-[18px]">
        {problem && <FormProblem text={problem} />}
        <TextField {...form.register("name")} label={t("fields.name")} autoComplete="name" maxLength={80} dir="auto" />
        <TextField
          {...form.register("email")}
          label={t("fields.email")}
          type="email"
          autoComplete="username"
          error={errors.email && t("fields.badEmail")}
        />
        <NewPasswordField {...form.register("password")} label={t("fields.password")} problem={errors.password} />
        <SubmitButton pending={isSubmitting || entering}>{t("register.submit")}</SubmitButton>
      </form>
      <p className="mt-[22px] text-muted">
        {t.rich("register.haveAccount", { link: (words) => <AuthLink href={`/login${query}`}>{words}</AuthLink> })}
      </p>
    </>
  );
}
