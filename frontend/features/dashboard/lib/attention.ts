import type { Capacity, Dashboard, Session } from "@/lib/api/types";
import { isRestricted, numberState } from "@/lib/number-state";

type FailedSend = Dashboard["failed"]["newest"][number];
type Waiting = Dashboard["unanswered"]["oldest"][number];

/** Something that a person should look at: what, and with which number. */
export type AttentionItem =
  | { kind: "unlinked"; session: Session }
  | { kind: "broken"; session: Session }
  | { kind: "failed"; session: Session; count: number; newest: FailedSend[] }
  | { kind: "waiting"; session: Session; count: number; oldest: Waiting; since: string }
  | { kind: "expired"; session: Session }
  | { kind: "limited"; session: Session; until: string }
  | { kind: "memory"; session: Session; share: number };

type What = { sessions: Session[]; dashboard?: Dashboard; capacity?: Capacity; now: number };

/** From this share of its memory on, a number is in danger of being restarted. */
const NEARLY_FULL = 0.9;

/** What needs the person, the gravest first: numbers that lose messages, messages and people that were let down, then what will be. */
export function attentionItems({ sessions, dashboard, capacity, now }: What): AttentionItem[] {
  const broken = sessions.flatMap((session): AttentionItem[] => {
    const { key } = numberState(session, { now });
    return key === "unlinked" || key === "broken" ? [{ kind: key, session }] : [];
  });
  const expired = sessions.filter((session) => numberState(session, { now }).key === "expired");
  return [
    ...broken.filter(({ kind }) => kind === "unlinked"),
    ...broken.filter(({ kind }) => kind === "broken"),
    ...failedSends(sessions, dashboard),
    ...waitingChats(sessions, dashboard),
    ...expired.map((session): AttentionItem => ({ kind: "expired", session })),
    ...limited(sessions, now),
    ...nearlyFull(sessions, capacity),
  ];
}

function failedSends(sessions: Session[], dashboard?: Dashboard): AttentionItem[] {
  return (dashboard?.sessions ?? []).flatMap(({ sessionId, failed }): AttentionItem[] => {
    const session = sessions.find(({ id }) => id === sessionId);
    if (!session || failed === 0) return [];
    const newest = dashboard?.failed.newest.filter((message) => message.sessionId === sessionId) ?? [];
    return [{ kind: "failed", session, count: failed, newest }];
  });
}

/** One item for all who wait: the person begins with the one who waited longest. */
function waitingChats(sessions: Session[], dashboard?: Dashboard): AttentionItem[] {
  const oldest = dashboard?.unanswered.oldest[0];
  const session = sessions.find(({ id }) => id === oldest?.sessionId);
  if (!dashboard || !oldest || !session) return [];
  const since = oldest.lastMessage?.at ?? oldest.lastMessageAt ?? oldest.createdAt;
  return [{ kind: "waiting", session, count: dashboard.unanswered.count, oldest, since }];
}

function limited(sessions: Session[], now: number): AttentionItem[] {
  return sessions.flatMap((session): AttentionItem[] =>
    session.status === "connected" && session.restrictedUntil && isRestricted(session, now)
      ? [{ kind: "limited", session, until: session.restrictedUntil }]
      : [],
  );
}

function nearlyFull(sessions: Session[], capacity?: Capacity): AttentionItem[] {
  return (capacity?.usage ?? []).flatMap(({ sessionId, memoryBytes, memoryLimitBytes }): AttentionItem[] => {
    const session = sessions.find(({ id }) => id === sessionId);
    const share = memoryLimitBytes > 0 ? memoryBytes / memoryLimitBytes : 0;
    return session && share >= NEARLY_FULL ? [{ kind: "memory", session, share }] : [];
  });
}

/** People whom messages didn't reach, each once, the newest first, at most `most`; and how many more there are among these messages. */
export function peopleOf(messages: FailedSend[], most = 2): { shown: FailedSend[]; others: number } {
  const people = messages.filter(({ chatId }, index) => messages.findIndex((other) => other.chatId === chatId) === index);
  return { shown: people.slice(0, most), others: Math.max(0, people.length - most) };
}
