"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type ChatFilter, chatFilters } from "@/features/chat/api/chats";
import { usePlace } from "@/features/chat/lib/use-place";
import { unreadQuery } from "@/lib/queries/unread";

const names = {
  all: "filter.all",
  unread: "filter.unread",
  groups: "filter.groups",
  archived: "filter.archived",
} as const satisfies Record<ChatFilter, string>;

/** Which chats are listed. */
export function FilterBar() {
  const t = useTranslations("chat.list");
  const { place, go } = usePlace();
  const { data: unread = 0 } = useQuery({
    ...unreadQuery(),
    select: (rows) =>
      rows.filter((row) => !place.sessionId || row.sessionId === place.sessionId).reduce((sum, row) => sum + row.chats, 0),
  });
  return (
    <div role="group" aria-label={t("filters")} className="flex shrink-0 gap-[5px] overflow-x-auto px-3.5 py-2.5 [scrollbar-width:none]">
      {chatFilters.map((filter) => (
        <button
          key={filter}
          type="button"
          aria-pressed={filter === place.filter}
          onClick={() => go({ filter })}
          className="inline-flex h-[30px] shrink-0 items-center gap-[5px] rounded-lg border border-border px-2.5 text-[13px] font-[550] whitespace-nowrap text-muted hover:text-foreground aria-pressed:border-transparent aria-pressed:bg-accent-soft aria-pressed:text-accent-soft-foreground xl:px-2.5 max-xl:px-2 max-sm:h-10 max-sm:px-3 forced-colors:aria-pressed:outline"
        >
          {t(names[filter])}
          {filter === "unread" && unread > 0 && <b className="font-semibold tabular-nums">{unread}</b>}
        </button>
      ))}
    </div>
  );
}
