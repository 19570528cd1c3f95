import { type Course, nextCourse, type Outcome, startCourse, type Way } from "@/features/realtime/lib/course";
import type { Updates } from "@/lib/api/types";
import type { LiveStatus } from "@/lib/live/status";

/** What an attempt tells while it runs. */
export type Listener = {
  /** News came. */
  hear: (updates: Updates) => void;
  /** Everything up to this cursor was heard; with `more`, there is more already. */
  reach: (cursor: string, more: boolean) => void;
  /** Something came, be it only a sign of life. */
  alive: () => void;
};

/** Follows the news from a cursor on, until it fails, ends or is aborted. */
export type Attempt = (cursor: string | null, listener: Listener, signal: AbortSignal) => Promise<Outcome>;

/** What the feed needs of the world. */
export type FeedPorts = {
  attempts: Record<Way, Attempt>;
  isOnline: () => boolean;
  /** Gets the person another token. */
  renewToken: () => Promise<void>;
  cursor: { read: () => string | null; write: (cursor: string | null) => void };
  publish: (updates: Updates) => void;
  setStatus: (status: LiveStatus) => void;
  /** News were missed, so what was read before is to be read again. */
  missed: () => void;
};

export type Feed = {
  /** The network is back, or the person looks again: don't wait any longer. */
  wake: () => void;
  /** The browser lost its network. */
  sleep: () => void;
  stop: () => void;
};

/** A stream says something at once, and then at least every 20 seconds. Longer silence means that it is dead. */
const FIRST_SIGN = 15_000;
const SILENCE = 45_000;
const DOUBT = 25_000;
const WATCH_EVERY = 5_000;
/** A gap shorter than this isn't worth a word. */
const GAP = 3_000;
const CAUGHT_UP_FOR = 4_000;
const OFFLINE_CHECK = 30_000;

/** Follows all news, by the best way that works, until it is stopped. */
export function startFeed(ports: FeedPorts): Feed {
  const stopped = new AbortController();
  let attempt = new AbortController();
  let course: Course = startCourse(Date.now());
  let heardAt = Date.now();
  let heard = false;
  let lostAt: number | null = null;
  let endPause = () => {};
  let caughtUpTimer: ReturnType<typeof setTimeout> | undefined;

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const well = () => (course.way === "stream" ? "live" : "polling");

  const caughtUp = () => {
    const gap = lostAt !== null && Date.now() - lostAt > GAP;
    lostAt = null;
    if (!gap) {
      if (caughtUpTimer === undefined) ports.setStatus(well());
      return;
    }
    ports.setStatus("caughtUp");
    clearTimeout(caughtUpTimer);
    caughtUpTimer = setTimeout(() => {
      caughtUpTimer = undefined;
      ports.setStatus(well());
    }, CAUGHT_UP_FOR);
  };

  const lose = (since: number) => {
    lostAt ??= since;
    clearTimeout(caughtUpTimer);
    caughtUpTimer = undefined;
    ports.setStatus(ports.isOnline() ? "connecting" : "offline");
  };

  const listener: Listener = {
    alive: () => {
      heardAt = Date.now();
      heard = true;
    },
    hear: (updates) => {
      listener.alive();
      ports.publish(updates);
    },
    reach: (cursor, more) => {
      const first = ports.cursor.read() === null;
      ports.cursor.write(cursor);
      // What was read before there was a cursor may have changed since.
      if (first) ports.missed();
      if (!more) caughtUp();
    },
  };

  const settle = async (outcome: Outcome) => {
    if (outcome === "lived" && course.way !== "stream") caughtUp();
    if (outcome === "failed") lose(Date.now());
    if (outcome === "tokenExpired") await ports.renewToken().catch(() => {});
    if (outcome === "cursorExpired") ports.cursor.write(null);
    course = nextCourse(course, outcome, Date.now(), Math.random());
  };

  const run = async () => {
    ports.setStatus("connecting");
    while (!stopped.signal.aborted) {
      if (!ports.isOnline()) {
        lose(Date.now());
        await pause(OFFLINE_CHECK);
        if (stopped.signal.aborted) break;
      }
      attempt = new AbortController();
      heard = false;
      heardAt = Date.now();
      const signal = attempt.signal;
      const outcome = await ports.attempts[course.way](ports.cursor.read(), listener, signal).catch(
        (): Outcome => "failed",
      );
      if (stopped.signal.aborted) break;
      await settle(signal.aborted ? (signal.reason as Outcome) : outcome);
      if (course.waitMs > 0) await pause(course.waitMs);
    }
  };

  // Timers stand still while a machine sleeps, so this is also what notices that it slept.
  const watch = setInterval(() => {
    if (course.way !== "stream" || Date.now() - heardAt < (heard ? SILENCE : FIRST_SIGN)) return;
    lose(heardAt);
    attempt.abort(heard ? "interrupted" : "failed");
  }, WATCH_EVERY);

  void run();
  return {
    wake: () => {
      if (course.way === "stream" && heard && Date.now() - heardAt > DOUBT) {
        lose(heardAt);
        attempt.abort("interrupted");
      }
      endPause();
    },
    sleep: () => {
      lose(Date.now());
      attempt.abort("interrupted");
    },
    stop: () => {
      stopped.abort();
      attempt.abort("interrupted");
      clearInterval(watch);
      clearTimeout(caughtUpTimer);
      endPause();
    },
  };
}
