"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useAccount } from "@/hooks/use-account";
import { LiveBar } from "@/features/realtime/components/live-bar";
import { useLiveFeed } from "@/features/realtime/use-live-feed";
import { BottomTabs } from "@/features/shell/components/bottom-tabs";
import { NavRail } from "@/features/shell/components/nav-rail";
import { SessionNews } from "@/features/shell/components/session-news";

/** The frame of every page of a signed-in person: the rail at the side, or tabs below on a phone. */
export function AppShell({ children }: { children: ReactNode }) {
  const t = useTranslations("shell");
  useLiveFeed(useAccount()?.id);
  return (
    <div className="group/app grid h-dvh grid-rows-[minmax(0,1fr)_auto] sm:grid-cols-[76px_minmax(0,1fr)] sm:grid-rows-1">
      <a
        href="#main"
        className="fixed start-3 -top-32 z-50 rounded-lg bg-overlay px-3.5 py-2.5 shadow-overlay focus:top-3"
      >
        {t("skip")}
      </a>
      <NavRail />
      <div className="flex min-h-0 min-w-0 flex-col">
        <LiveBar />
        <main id="main" tabIndex={-1} className="min-h-0 min-w-0 flex-1 overflow-auto outline-none">
          {children}
        </main>
      </div>
      <BottomTabs />
      <SessionNews />
    </div>
  );
}
