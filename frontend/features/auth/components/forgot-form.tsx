"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { AuthHeading } from "@/features/auth/components/auth-heading";
import { AuthLink } from "@/features/auth/components/auth-link";
import { FormProblem } from "@/features/auth/components/form-problem";
import { MailSent } from "@/features/auth/components/mail-sent";
import { SubmitButton } from "@/features/auth/components/submit-button";
import { TextField } from "@/features/auth/components/text-field";
import { resetLink } from "@/features/auth/lib/mail-links";
import { lazyResolver } from "@/features/auth/lib/lazy-resolver";
import { useAuthErrorText } from "@/features/auth/use-auth-error-text";
import { useNextQuery } from "@/features/auth/use-next-query";
import { auth } from "@/lib/supabase";

const askForLink = (email: string) => auth().resetPasswordForEmail(email, { redirectTo: resetLink() });

const resolver = lazyResolver<{ email: string }>(async () => (await import("@/features/auth/lib/resolvers")).forgot);

/** Asks for a link to choose another password. The answer is the same whether there is such an account or not. */
export function ForgotForm() {
  const t = useTranslations("auth");
  const say = useAuthErrorText();
  const query = useNextQuery();
  const [problem, setProblem] = useState<string>();
  const [sentTo, setSentTo] = useState<string>();
  const form = useForm({ resolver, defaultValues: { email: "" } });
  const { errors, isSubmitting } = form.formState;

  const submit = form.handleSubmit(async ({ email }) => {
    const { error } = await askForLink(email);
    setProblem(error ? say(error) : undefined);
    if (!error) setSentTo(email);
  });

  if (sentTo) {
    return (
      <MailSent title={t("forgot.sentTitle")} note={t("forgot.noMail")} sendAgain={() => askForLink(sentTo)}>
        {t.rich("forgot.sentText", { email: () => <b className="font-[550] text-foreground">{sentTo}</b> })}
      </MailSent>
    );
  }
  return (
    <>
      <AuthHeading title={t("forgot.title")}>{t("forgot.subtitle")}</AuthHeading>
      <form method="post" noValidate onSubmit={submit} className="grid gap-[18px]">
        {problem && <FormProblem text={problem} />}
        <TextField
          {...form.register("email")}
          label={t("fields.email")}
          type="email"
          autoComplete="username"
          error={errors.email && t("fields.badEmail")}
        />
        <SubmitButton pending={isSubmitting}>{t("forgot.submit")}</SubmitButton>
      </form>
      <p className="mt-[22px]">
        <AuthLink href={`/login${query}`}>{t("mail.back")}</AuthLink>
      </p>
    </>
  );
}
