import type { Dashboard } from "@/lib/api/types";

/** A dashboard on which nothing happened, unless told otherwise. */
export function aDashboard(changes: Partial<Dashboard> = {}): Dashboard {
  const day = (index: number) => new Date(Date.UTC(2026, 9, 29 + index)).toISOString().slice(0, 10);
  return {
    timeZone: "America/Mexico_City",
    lastHours: Array.from({ length: 24 }, (_, hour) => new Date(Date.UTC(2026, 10, 26, 18 + hour)).toISOString()),
    sessions: [],
    days: Array.from({ length: 30 }, (_, index) => ({ date: day(index), incoming: 0, outgoing: 0 })),
    today: Array.from({ length: 24 }, (_, hour) => ({ hour, incoming: 0, outgoing: 0, typicalIncoming: null, typicalOutgoing: null })),
    unread: { chats: 0, messages: 0 },
    failed: { count: 0, newest: [] },
    unanswered: { count: 0, oldest: [] },
    ...changes,
  };
}
