"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useAttention } from "@/features/shell/use-attention";
import { appPages, isCurrent } from "@/features/shell/pages";
import { unreadQuery } from "@/lib/queries/unread";

/** One place of the app, with what waits there. */
export function PageLink({ page }: { page: (typeof appPages)[number] }) {
  const t = useTranslations("shell");
  const current = isCurrent(page.href, usePathname());
  const Icon = page.icon;
  return (
    <Link
      href={page.href}
      aria-current={current ? "page" : undefined}
      className="group relative grid h-[54px] place-content-center justify-items-center gap-[3px] rounded-[10px] text-[11px]/[14px] font-[550] text-muted transition-colors duration-[90ms] hover:bg-default hover:text-foreground aria-[current]:text-foreground sm:aria-[current]:bg-surface sm:aria-[current]:shadow-[0_0_0_1px_var(--border),var(--surface-shadow)]"
    >
      <Icon className="size-5 stroke-[1.75] group-aria-[current]:text-accent" aria-hidden />
      <span>{t(page.name)}</span>
      {page.name === "chats" && <UnreadCount />}
      {page.name === "numbers" && <AttentionDot />}
    </Link>
  );
}

function UnreadCount() {
  const t = useTranslations("shell");
  const { data = 0 } = useQuery({ ...unreadQuery(), select: (rows) => rows.reduce((sum, row) => sum + row.messages, 0) });
  if (data === 0) return null;
  return (
    <span className="absolute start-1/2 top-0.5 ms-[5px] h-[18px] min-w-[18px] rounded-full bg-accent px-[5px] text-center text-[11px]/[18px] font-[650] text-accent-foreground tabular-nums shadow-[0_0_0_2px_var(--background)]">
      <span aria-hidden>{data > 99 ? "99+" : data}</span>
      <span className="sr-only">{t("unread", { count: data })}</span>
    </span>
  );
}

function AttentionDot() {
  const t = useTranslations("shell");
  const count = useAttention();
  if (count === 0) return null;
  return (
    <span className="absolute start-1/2 top-[9px] ms-2 size-[9px] rounded-full bg-danger shadow-[0_0_0_2px_var(--background)]">
      <span className="sr-only">{t("attention", { count })}</span>
    </span>
  );
}
