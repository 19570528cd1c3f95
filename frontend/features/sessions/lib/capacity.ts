import type { Capacity, Session } from "@/lib/api/types";

/** Above this share of its memory a number is about to be short of it. */
const HIGH = 0.85;

/** How many more numbers the installation takes. */
export const roomLeft = ({ sessions, maxSessions }: Capacity) => Math.max(0, maxSessions - sessions);

/** The share of its limit that a number uses, 0 to 1; null if it has no limit. */
export const memoryShare = ({ memoryBytes, memoryLimitBytes }: Capacity["usage"][number]) =>
  memoryLimitBytes > 0 ? Math.min(1, memoryBytes / memoryLimitBytes) : null;

export const isHigh = (share: number) => share > HIGH;

export type Segment = { session: Session; bytes: number };

/** What each number uses, in the order of the list; those that rest use nothing and have no segment. */
export function memorySegments(sessions: Session[], { usage }: Capacity): Segment[] {
  return sessions.flatMap((session) => {
    const bytes = usage.find(({ sessionId }) => sessionId === session.id)?.memoryBytes ?? 0;
    return bytes > 0 ? [{ session, bytes }] : [];
  });
}
