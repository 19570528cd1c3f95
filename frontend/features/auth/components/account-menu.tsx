"use client";

import { LogOut, Settings2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Avatar } from "@/components/avatar";
import { ThemeSwitch } from "@/features/auth/components/theme-switch";
import { nameOf } from "@/lib/name-of";
import { signOut } from "@/features/auth/lib/sign-out";
import { useAccount } from "@/hooks/use-account";

const item = "flex h-11 items-center gap-2.5 rounded-2xl px-2.5 text-start font-[550] hover:bg-default sm:h-9";

/** The person at the foot of the rail: settings, theme, and the way out. The browser opens and closes it. */
export function AccountMenu() {
  const t = useTranslations("auth.menu");
  const account = useAccount();
  const id = useId();
  if (!account) return null;
  const email = account.email ?? "";
  const name = nameOf(account) ?? email;
  return (
    <div className="mt-1 grid w-11 justify-items-center border-t border-border pt-2">
      <button
        type="button"
        popoverTarget={id}
        aria-label={t("open", { name })}
        title={name}
        className="grid size-10 cursor-pointer place-items-center rounded-full hover:bg-default"
      >
        <Avatar name={name} seed={account.id} size={32} />
      </button>
      <div
        id={id}
        popover="auto"
        className="fixed inset-auto start-[84px] bottom-3 m-0 w-64 rounded-3xl bg-overlay p-2 text-foreground shadow-overlay transition-opacity duration-[160ms] starting:open:opacity-0"
      >
        <div className="px-2.5 pt-1.5 pb-2.5">
          <p className="truncate font-[550]" dir="auto">
            {name}
          </p>
          {name !== email && <p className="truncate text-[13px]/[18px] text-muted">{email}</p>}
        </div>
        <ThemeSwitch />
        <div className="mt-2 grid border-t border-separator pt-2">
          <Link href="/settings" className={item} onClick={() => document.getElementById(id)?.hidePopover()}>
            <Settings2 className="size-[17px] text-muted" aria-hidden />
            {t("settings")}
          </Link>
          <button type="button" className={`${item} cursor-pointer`} onClick={() => signOut("local")}>
            <LogOut className="size-[17px] text-muted" aria-hidden />
            {t("signOut")}
          </button>
        </div>
      </div>
    </div>
  );
}
