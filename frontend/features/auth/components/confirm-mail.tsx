"use client";

import { useTranslations } from "next-intl";
import { MailSent } from "@/features/auth/components/mail-sent";
import { loginLink } from "@/features/auth/lib/mail-links";
import { auth } from "@/lib/supabase";

/** Asks to follow the link that confirms a new account's mail. */
export function ConfirmMail({ email }: { email: string }) {
  const t = useTranslations("auth.confirm");
  const again = () => auth().resend({ type: "signup", email, options: { emailRedirectTo: loginLink() } });
  return (
    <MailSent title={t("title")} sendAgain={again}>
      {t.rich("text", { email: () => <b className="font-[550] text-foreground">{email}</b> })}
    </MailSent>
  );
}
