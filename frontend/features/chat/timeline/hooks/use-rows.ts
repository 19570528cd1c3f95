"use client";

import { useTimeZone } from "next-intl";
import { useMemo, useState } from "react";
import type { TimelineData, TimelineMessage } from "@/features/chat/api/timeline";
import { dayTeller, firstUnread, groupTimeline } from "@/features/chat/timeline/lib/group-timeline";

type Known = { data: TimelineData | undefined; echoes: TimelineMessage[]; unread: number };

/** The lines of a chat, and where those begin that were unread when it was opened. */
export function useRows({ data, echoes, unread }: Known) {
  const timeZone = useTimeZone() ?? "UTC";
  const dayOf = useMemo(() => dayTeller(timeZone), [timeZone]);
  const reachesEnd = data?.pages.at(-1)?.atEnd ?? false;
  const messages = useMemo(() => {
    const loaded = data?.pages.flatMap((page) => page.messages) ?? [];
    return reachesEnd && echoes.length > 0 ? [...loaded, ...echoes] : loaded;
  }, [data, echoes, reachesEnd]);

  // The divider is settled with the first page: messages that come later are not "unread when it was opened".
  const [divider, setDivider] = useState<string | null | undefined>(unread > 0 ? undefined : null);
  if (divider === undefined && data) {
    const named = data.pages.find((page) => page.unreadId)?.unreadId;
    setDivider(named ?? firstUnread(messages, unread));
  }
  const rows = useMemo(
    () => groupTimeline(messages, { dayOf, unread: divider ? { firstId: divider, count: unread } : null }),
    [messages, dayOf, divider, unread],
  );
  return { messages, rows, reachesEnd };
}
