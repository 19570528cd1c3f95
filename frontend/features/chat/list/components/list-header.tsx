"use client";

import { ChevronDown, SquarePen } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { NumberBadge } from "@/components/number-badge";
import type { Anchor, MenuEntry } from "@/features/chat/components/anchored-menu";
import { anchorOf, LazyMenu } from "@/features/chat/components/lazy-menu";
import { usePlace } from "@/features/chat/lib/use-place";
import { openDialog } from "@/features/chat/lib/dialogs";
import type { Session } from "@/lib/api/types";
import { numberMark } from "@/lib/number-mark";

/** Whose chats are listed, and the way to a new one. */
export function ListHeader({ sessions }: { sessions: Session[] }) {
  const t = useTranslations("chat.list");
  const { place, go } = usePlace();
  const [anchor, setAnchor] = useState<Anchor | null>(null);
  const current = sessions.find((session) => session.id === place.sessionId);
  const entries: MenuEntry[] = [
    { id: "all", label: t("allNumbers"), checked: !place.sessionId, onAction: () => go({ sessionId: null }) },
    ...sessions.map((session) => ({
      id: session.id,
      label: session.sessionName,
      lead: (
        <NumberBadge initials={session.initials} color={session.color} name={session.sessionName} mark={numberMark(session)} size={22} />
      ),
      checked: session.id === place.sessionId,
      onAction: () => go({ sessionId: session.id }),
    })),
  ];
  return (
    <header className="flex items-center gap-0.5 ps-[18px] pe-3 pt-3.5 pb-2 max-sm:ps-4 max-sm:pe-2 max-sm:pt-3">
      <h1 className="min-w-0 flex-1 text-xl/7">
        <button
          type="button"
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          onClick={(event) => setAnchor(anchorOf(event.currentTarget))}
          className="inline-flex min-h-9 max-w-full items-center gap-1.5 rounded-lg"
        >
          {current && <NumberBadge initials={current.initials} color={current.color} name={current.sessionName} size={22} />}
          <span className="truncate" dir="auto">
            {current?.sessionName ?? t("allNumbers")}
          </span>
          <ChevronDown aria-hidden className="size-[18px] shrink-0 text-muted" strokeWidth={1.75} />
        </button>
      </h1>
      <button
        type="button"
        aria-label={t("newChat")}
        title={t("newChatKeys")}
        onClick={() => openDialog("newChat")}
        className="grid size-9 place-items-center rounded-lg text-muted hover:bg-default hover:text-foreground max-sm:size-10"
      >
        <SquarePen aria-hidden className="size-[18px]" strokeWidth={1.75} />
      </button>
      {anchor && <LazyMenu label={t("numbers")} anchor={anchor} entries={entries} onClose={() => setAnchor(null)} />}
    </header>
  );
}
