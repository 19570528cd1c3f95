"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { Logo } from "@/components/logo";
import { AccountMenu } from "@/features/auth/components/account-menu";
import { PageLink } from "@/features/shell/components/page-link";
import { RailNumbers } from "@/features/shell/components/rail-numbers";
import { appPages } from "@/features/shell/pages";

/** The side of a wide screen: the places of the app, the person's numbers, and the person. */
export function NavRail() {
  const t = useTranslations("shell");
  return (
    <aside aria-label={t("rail")} className="hidden min-h-0 flex-col items-center border-e border-border bg-background pt-3.5 pb-3 sm:flex">
      <Link href="/dashboard" aria-label={t("logo")} className="mb-4">
        <Logo className="size-9" />
      </Link>
      <nav aria-label={t("main")} className="grid w-full gap-1 px-2">
        {appPages.map((page) => (
          <PageLink key={page.href} page={page} />
        ))}
      </nav>
      <div className="mt-auto grid min-h-0 justify-items-center">
        <RailNumbers />
        <AccountMenu />
      </div>
    </aside>
  );
}
