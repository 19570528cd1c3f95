import type { Attempt, Listener } from "@/features/realtime/lib/feed";
import { isApiError } from "@/lib/api/errors";
import type { Updates } from "@/lib/api/types";

/** The questions that stand in for the stream. Each is about one number; a cursor is good for all of them. */
export type PollPorts = {
  numbers: () => Promise<string[]>;
  ask: (sessionId: string, cursor: string | null, waitSeconds: number, signal: AbortSignal) => Promise<Updates>;
};

/** Questions that wait at the same time. A browser has six connections to a server, and others want some too. */
const AT_ONCE = 3;
const WAIT = 25;
/** With more numbers than wait at the same time, all are asked this often. */
const SHORT_WAIT = 3;

/** Asks about every number once. What the first answer's cursor covers, the later answers cover as well. */
async function askAll({ numbers, ask }: PollPorts, cursor: string | null, listener: Listener, signal: AbortSignal) {
  let next: string | null = null;
  for (const id of await numbers()) {
    let at = cursor;
    for (let more = true; more; ) {
      const updates = await ask(id, at, 0, signal);
      next ??= updates.cursor;
      at = updates.cursor;
      more = updates.hasMore;
      listener.hear(updates);
    }
    // Without a cursor the first answer gives one, and that is all there is to know.
    if (cursor === null) break;
  }
  if (next !== null) listener.reach(next, false);
}

const orCursorExpired = (error: unknown) => {
  if (isApiError(error) && error.code === "cursor_expired") return "cursorExpired" as const;
  throw error;
};

/** Asks once; the course says when again. */
export const pollAttempt =
  (ports: PollPorts): Attempt =>
  (cursor, listener, signal) =>
    askAll(ports, cursor, listener, signal).then(() => "lived" as const, orCursorExpired);

/** Waits until something is new with any number, then asks about all of them. */
export const longPollAttempt =
  (ports: PollPorts): Attempt =>
  async (cursor, listener, signal) => {
    const ids = await ports.numbers();
    if (cursor !== null && ids.length > 0) {
      const heard = new AbortController();
      const either = AbortSignal.any([signal, heard.signal]);
      const wait = ids.length > AT_ONCE ? SHORT_WAIT : WAIT;
      const bells = ids.slice(0, AT_ONCE).map((id) => ports.ask(id, cursor, wait, either));
      try {
        await Promise.race(bells);
      } catch (error) {
        return orCursorExpired(error);
      } finally {
        heard.abort();
        void Promise.allSettled(bells);
      }
    }
    return pollAttempt(ports)(cursor, listener, signal);
  };
