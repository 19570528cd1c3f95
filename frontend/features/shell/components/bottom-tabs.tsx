"use client";

import { useTranslations } from "next-intl";
import { PageLink } from "@/features/shell/components/page-link";
import { appPages } from "@/features/shell/pages";

/** The rail's places at the bottom of a phone. An open conversation hides them: it carries data-conversation. */
export function BottomTabs() {
  const t = useTranslations("shell");
  return (
    <nav
      aria-label={t("main")}
      className="grid grid-cols-4 border-t border-border bg-surface px-1.5 pt-1 pb-[calc(6px+env(safe-area-inset-bottom))] group-has-data-conversation/app:hidden sm:hidden"
    >
      {appPages.map((page) => (
        <PageLink key={page.href} page={page} />
      ))}
    </nav>
  );
}
