"use client";

import { useTranslations } from "next-intl";
import { NumberBadge } from "@/components/number-badge";
import { StateWord } from "@/features/dashboard/components/state-word";
import type { Session } from "@/lib/api/types";
import { numberMark } from "@/lib/number-mark";
import type { NumberState } from "@/lib/number-state";

type Props = { session: Session; state: NumberState; unread: number };

/** A number, its state in a word, and how much is unread. */
export function NumberListRow({ session, state, unread }: Props) {
  const t = useTranslations("dashboard.numbers");
  return (
    <li className="grid h-11 grid-cols-[32px_minmax(0,1fr)_auto_minmax(28px,auto)] items-center gap-3 px-2">
      <NumberBadge
        initials={session.initials}
        color={session.color}
        name={session.sessionName}
        mark={numberMark(session)}
        size={32}
      />
      <span dir="auto" className="truncate font-[550]">
        {session.sessionName}
      </span>
      <StateWord state={state} />
      <span className="text-end text-muted tabular-nums">
        {state.tone === "bad" || state.tone === "busy" || unread > 0 ? (
          <>
            <span aria-hidden>{unread > 0 ? unread : "–"}</span>
            <span className="sr-only">{t("unread", { count: unread })}</span>
          </>
        ) : null}
      </span>
    </li>
  );
}
