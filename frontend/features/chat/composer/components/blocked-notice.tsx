"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/link-button";
import type { Blocked } from "@/features/chat/composer/lib/use-blocked";
import type { Session } from "@/lib/api/types";
import { actionHref } from "@/lib/number-action";
import { numberState } from "@/lib/number-state";
import { useNumberWords } from "@/lib/number-words";

/** Stands in the box's place when nothing can be sent: why, and what to do about it. */
export function BlockedNotice({ why, session }: { why: NonNullable<Blocked>; session: Session }) {
  const t = useTranslations("composer.blocked");
  const words = useNumberWords();
  const state = numberState(session);
  const name = session.sessionName;
  const href = state.action && actionHref(state.action, session.id);
  const says = {
    number: () => t("number", { name, reason: words.reason(session, state, new Date()) }),
    left: () => t("left", { name }),
    admins: () => t("admins", { name }),
  };
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 pt-1.5 pb-2.5">
      <CircleAlert aria-hidden className="size-[18px] shrink-0 text-danger-soft-foreground" strokeWidth={1.75} />
      <p className="min-w-48 flex-1">{says[why]()}</p>
      {why === "number" && (
        <LinkButton href={href ?? "/sessions"} size="sm">
          {state.action && href ? words.action(state.action) : t("numbers")}
        </LinkButton>
      )}
    </div>
  );
}
