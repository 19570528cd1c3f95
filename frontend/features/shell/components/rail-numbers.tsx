"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { NumberBadge } from "@/components/number-badge";
import { numberMark } from "@/lib/number-mark";
import { sessionsQuery } from "@/lib/queries/sessions";

/** Badges that fit; of more numbers, those with a mark come first. */
const SHOWN = 8;

/** The person's numbers at the foot of the rail; a press shows the chats of that one. */
export function RailNumbers() {
  const t = useTranslations("shell");
  const { data: sessions = [] } = useQuery(sessionsQuery());
  const byNeed = sessions.toSorted((a, b) => Number(Boolean(numberMark(b))) - Number(Boolean(numberMark(a))));
  const shown = sessions.length > SHOWN ? byNeed.slice(0, SHOWN) : sessions.toReversed();
  if (sessions.length === 0) return null;
  return (
    <ul aria-label={t("yourNumbers")} className="mt-auto grid min-h-0 justify-items-center gap-2.5 pt-3.5 pb-1">
      {shown.map((session) => (
        <li key={session.id}>
          <Link
            href={`/chat?session=${session.id}`}
            aria-label={t("chatsOf", { name: session.sessionName })}
            className="block rounded-[9px]"
          >
            <NumberBadge
              initials={session.initials}
              color={session.color}
              name={session.sessionName}
              mark={numberMark(session)}
              size={32}
            />
          </Link>
        </li>
      ))}
      {sessions.length > shown.length && (
        <li>
          <Link href="/sessions" className="text-xs font-semibold text-muted hover:text-foreground">
            {t("more", { count: sessions.length - shown.length })}
          </Link>
        </li>
      )}
    </ul>
  );
}
