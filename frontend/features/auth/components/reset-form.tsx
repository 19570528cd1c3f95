"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { AuthHeading } from "@/features/auth/components/auth-heading";
import { FormProblem } from "@/features/auth/components/form-problem";
import { NewPasswordField } from "@/features/auth/components/new-password-field";
import { SubmitButton } from "@/features/auth/components/submit-button";
import { lazyResolver } from "@/features/auth/lib/lazy-resolver";
import { useAuthErrorText } from "@/features/auth/use-auth-error-text";
import { auth } from "@/lib/supabase";

type Props = {
  /** Of a link that isn't used up yet; null if the link signed the person in already. */
  tokenHash: string | null;
  onSaved: () => void;
  onBadLink: () => void;
};

const resolver = lazyResolver<{ password: string }>(async () => (await import("@/features/auth/lib/resolvers")).reset);

/** Saves another password for whoever came by a link. A token works once, so a second try doesn't show it again. */
export function ResetForm({ tokenHash, onSaved, onBadLink }: Props) {
  const t = useTranslations("auth");
  const say = useAuthErrorText();
  const [problem, setProblem] = useState<string>();
  const [verified, setVerified] = useState(tokenHash === null);
  const form = useForm({ resolver, defaultValues: { password: "" } });
  const { errors, isSubmitting } = form.formState;

  const submit = form.handleSubmit(async ({ password }) => {
    setProblem(undefined);
    if (!verified && tokenHash) {
      const { error } = await auth().verifyOtp({ token_hash: tokenHash, type: "recovery" });
      if (error && (error.status === 400 || error.status === 403)) return onBadLink();
      if (error) return setProblem(say(error));
      setVerified(true);
    }
    const { error } = await auth().updateUser({ password });
    if (!error) return onSaved();
    setProblem(say(error));
    form.setFocus("password", { shouldSelect: true });
  });

  return (
    <>
      <AuthHeading title={t("reset.title")}>{t("reset.subtitle")}</AuthHeading>
      <form method="post" noValidate onSubmit={submit} className="grid gap-[18px]">
        {problem && <FormProblem text={problem} />}
        <NewPasswordField {...form.register("password")} label={t("fields.newPassword")} problem={errors.password} />
        <SubmitButton pending={isSubmitting}>{t("reset.submit")}</SubmitButton>
      </form>
    </>
  );
}
