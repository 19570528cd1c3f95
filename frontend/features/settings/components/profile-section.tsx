"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { Avatar } from "@/components/avatar";
import { useAccount } from "@/hooks/use-account";
import { useAuthErrorText } from "@/features/auth/use-auth-error-text";
import { nameOf } from "@/lib/name-of";
import { SettingRow } from "@/features/settings/components/setting-row";
import { SettingSection } from "@/features/settings/components/setting-section";
import { auth } from "@/lib/supabase";

/** The person's name, and the address by which they sign in. */
export function ProfileSection() {
  const t = useTranslations("settings.profile");
  const common = useTranslations("common");
  const say = useAuthErrorText();
  const account = useAccount();
  const [typed, setTyped] = useState<string>();
  const [pending, setPending] = useState(false);
  if (!account) return null;
  const saved = nameOf(account) ?? "";
  const name = typed ?? saved;

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (pending || name.trim() === saved) return;
    setPending(true);
    const { error } = await auth().updateUser({ data: { name: name.trim() } });
    setPending(false);
    if (error) return toast.error(say(error));
    setTyped(undefined);
    toast.success(t("saved"));
  };

  return (
    <SettingSection id="profile" title={t("title")}>
      <form onSubmit={save}>
        <SettingRow title={t("name")} hint={t("nameHint")} controlId="profile-name">
          <div className="flex min-w-0 flex-auto items-center justify-end gap-2.5">
            <Avatar name={name || (account.email ?? "")} seed={account.id} size={40} />
            <input
              id="profile-name"
              value={name}
              maxLength={80}
              dir="auto"
              autoComplete="name"
              onChange={(event) => setTyped(event.target.value)}
              className="input h-10 w-full min-w-0 sm:h-9 sm:max-w-56"
            />
            <button type="submit" aria-disabled={pending || name.trim() === saved} className="button button--tertiary max-sm:h-10">
              {common("save")}
            </button>
          </div>
        </SettingRow>
      </form>
      <SettingRow title={t("email")} hint={t("emailHint")}>
        <span className="min-w-0 break-all text-muted">{account.email}</span>
      </SettingRow>
    </SettingSection>
  );
}
