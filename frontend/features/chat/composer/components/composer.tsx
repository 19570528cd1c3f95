"use client";

import { useTranslations } from "next-intl";
import { BlockedNotice } from "@/features/chat/composer/components/blocked-notice";
import { ComposerBox } from "@/features/chat/composer/components/composer-box";
import { FromLine } from "@/features/chat/composer/components/from-line";
import { useBlocked } from "@/features/chat/composer/lib/use-blocked";
import { useCurrentOutbox } from "@/features/chat/outbox/current";
import { chatKey } from "@/features/chat/timeline/selection-store";
import type { Chat, Session } from "@/lib/api/types";

/** The foot of a chat: which number answers, and what one writes with. */
export function Composer({ chat, session }: { chat: Chat; session: Session }) {
  const t = useTranslations("composer");
  const { outbox, owner } = useCurrentOutbox();
  const blocked = useBlocked(chat, session);
  const ready = outbox && owner;
  return (
    <section aria-label={t("region")} className="px-2 pb-[calc(8px+env(safe-area-inset-bottom))] sm:px-5 sm:pb-4">
      <div className="rounded-3xl border border-border bg-surface shadow-surface">
        <FromLine session={session} />
        {blocked && <BlockedNotice why={blocked} session={session} />}
        {!blocked && session.status !== "connected" && (
          <p role="status" className="px-3 pt-1 text-[13px] text-warning-soft-foreground">
            {t("waiting.starting", { name: session.sessionName })}
          </p>
        )}
        {!blocked && ready && <ComposerBox key={`${owner}/${chatKey(chat)}`} chat={chat} owner={owner} outbox={outbox} />}
        {!blocked && !ready && <div className="h-[46px] max-sm:h-[50px]" />}
      </div>
    </section>
  );
}
