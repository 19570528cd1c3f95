"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { NumberListRow } from "@/features/dashboard/components/number-list-row";
import type { Dashboard, Session } from "@/lib/api/types";
import { numberState } from "@/lib/number-state";

/** As many as stand beside the chart. */
const SHOWN = 7;

type Props = { sessions: Session[]; traffic: Dashboard["sessions"]; now: Date };

/** How each number is and what waits there, the most urgent first. */
export function NumberList({ sessions, traffic, now }: Props) {
  const t = useTranslations("dashboard.numbers");
  const rows = sessions
    .toReversed()
    .map((session) => {
      const own = traffic.find(({ sessionId }) => sessionId === session.id);
      return { session, unread: own?.unreadMessages ?? 0, state: numberState(session, { now: now.getTime(), incoming: own?.incoming }) };
    })
    .sort((a, b) => a.state.rank - b.state.rank);
  return (
    <section aria-labelledby="numbers" className="card-flat [--ring:var(--surface)]">
      <div className="flex items-center justify-between gap-3 px-4.5 pt-3.5 pb-2">
        <h2 id="numbers">{t("title")}</h2>
        <Link href="/sessions" className="font-[550] text-link underline-offset-3 hover:underline">
          {t("all")}
        </Link>
      </div>
      <ul className="px-2.5 pb-2.5">
        {rows.slice(0, SHOWN).map((row) => (
          <NumberListRow key={row.session.id} {...row} />
        ))}
      </ul>
    </section>
  );
}
