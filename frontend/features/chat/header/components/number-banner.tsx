"use client";

import { Hourglass, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useNow, useTranslations } from "next-intl";
import { bannerOf, type BannerKind } from "@/features/chat/header/lib/banner";
import { cn } from "@/lib/cn";
import { useLiveStatus } from "@/lib/live/status";
import { useMoment } from "@/lib/number-words";
import type { Session } from "@/lib/api/types";

const words = {
  unlinked: { what: "unlinked.what", then: "unlinked.then", link: "rescan" },
  scan: { what: "scan.what", then: "scan.then", link: "showCode" },
  broken: { what: "broken.what", then: "broken.then", link: "see" },
  stopped: { what: "stopped.what", then: "stopped.then", link: "see" },
  limited: { what: "limited.what", then: "limited.then", link: "whatToDo" },
  quota: { what: "quota.what", then: "quota.then", link: "whatToDo" },
} as const satisfies Record<BannerKind, Record<"what" | "then" | "link", string>>;

/** One line about what stands in the way of the conversation, with what to do. Without a network that is said above instead. */
export function NumberBanner({ session }: { session: Session }) {
  const t = useTranslations("chat.banner");
  const now = useNow({ updateInterval: 30_000 });
  const moment = useMoment();
  const offline = useLiveStatus() === "offline";
  const banner = offline ? null : bannerOf(session, now.getTime());
  if (!banner) return <div role="status" />;
  const Icon = banner.grave ? TriangleAlert : Hourglass;
  const name = session.sessionName;
  const until = moment(new Date(session.restrictedUntil ?? now), now).text;
  return (
    <div role="status">
      <div
        className={cn(
          "flex items-center gap-2.5 border-b px-[18px] py-[9px] text-[13px]/[18px] max-sm:px-3.5 max-sm:py-2",
          banner.grave
            ? "border-[color-mix(in_oklab,var(--danger)_30%,transparent)] bg-danger-soft text-danger-soft-foreground"
            : "border-[color-mix(in_oklab,var(--warning-line)_30%,transparent)] bg-warning-soft text-warning-soft-foreground",
        )}
      >
        <Icon aria-hidden className="size-[18px] shrink-0" strokeWidth={1.75} />
        <p className="min-w-0 flex-1">
          <b className="font-semibold">{t(words[banner.kind].what, { name, until })}</b>{" "}
          <span className="max-sm:hidden">{t(words[banner.kind].then)}</span>
        </p>
        <Link href={banner.href} className="inline-flex min-h-9 items-center font-semibold whitespace-nowrap underline underline-offset-2 max-sm:min-h-10">
          {t(words[banner.kind].link)}
        </Link>
      </div>
    </div>
  );
}
