import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Outcome } from "@/features/realtime/lib/course";
import { type Attempt, type FeedPorts, type Listener, startFeed } from "@/features/realtime/lib/feed";
import type { Updates } from "@/lib/api/types";

/** An attempt that the test ends as it likes. */
function puppet() {
  const runs: { cursor: string | null; listener: Listener; signal: AbortSignal; end: (outcome: Outcome) => void }[] = [];
  const attempt: Attempt = (cursor, listener, signal) =>
    new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(new Error("aborted")));
      runs.push({ cursor, listener, signal, end: resolve });
    });
  return { attempt, runs, last: () => runs.at(-1)! };
}

const updates = (cursor: string): Updates => ({
  cursor, hasMore: false, messages: [], contacts: [], sessions: [], presence: [],
  removedSessions: [], removedContacts: [], removedMessages: [],
});

function begin() {
  const stream = puppet();
  const longPoll = puppet();
  const poll = puppet();
  let cursor: string | null = null;
  const statuses: string[] = [];
  const world = { online: true, missed: vi.fn(), published: [] as string[], renewToken: vi.fn(async () => {}) };
  const ports: FeedPorts = {
    attempts: { stream: stream.attempt, longPoll: longPoll.attempt, poll: poll.attempt },
    isOnline: () => world.online,
    renewToken: world.renewToken,
    cursor: { read: () => cursor, write: (next) => (cursor = next) },
    publish: (news) => world.published.push(news.cursor),
    setStatus: (status) => statuses.push(status),
    missed: world.missed,
  };
  const feed = startFeed(ports);
  const say = (text: string) => {
    stream.last().listener.hear(updates(text));
    stream.last().listener.reach(text, false);
  };
  return { feed, stream, longPoll, poll, statuses, world, say };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(1);
});
afterEach(() => vi.useRealTimers());

const tick = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

test("publishes what the stream says and goes on after its cursor", async () => {
  const { stream, say, statuses, world } = begin();
  say("1");
  say("2");
  expect(world.published).toEqual(["1", "2"]);
  expect(statuses).toEqual(["connecting", "live", "live"]);
  stream.last().end("lived");
  await tick(1_000);
  expect(stream.runs).toHaveLength(2);
  expect(stream.last().cursor).toBe("2");
});

test("what was read before the first cursor is read again, once", () => {
  const { say, world } = begin();
  say("1");
  say("2");
  expect(world.missed).toHaveBeenCalledTimes(1);
});

test("renews the token and reconnects at once when it ended", async () => {
  const { stream, say, world } = begin();
  say("1");
  stream.last().end("tokenExpired");
  await tick();
  expect(world.renewToken).toHaveBeenCalledTimes(1);
  expect(stream.runs).toHaveLength(2);
});

test("begins anew when the cursor is too old", async () => {
  const { stream, say, world } = begin();
  say("1");
  stream.last().end("cursorExpired");
  await tick();
  expect(stream.last().cursor).toBeNull();
  say("9");
  expect(world.missed).toHaveBeenCalledTimes(2);
});

test("falls back to the long poll, then to the poll, and says so", async () => {
  const { stream, longPoll, poll, statuses } = begin();
  for (let failure = 0; failure < 3; failure++) {
    stream.last().end("failed");
    await tick(10_000);
  }
  for (let failure = 0; failure < 3; failure++) {
    longPoll.last().end("failed");
    await tick(10_000);
  }
  poll.last().end("lived");
  await tick();
  // The gap is worth a word first.
  expect(statuses.slice(-1)).toEqual(["caughtUp"]);
  await tick(2_999);
  expect(poll.runs).toHaveLength(1);
  await tick(1);
  expect(poll.runs).toHaveLength(2);
  await tick(1_001);
  expect(statuses.at(-1)).toBe("polling");
});

test("a stream that says nothing at first is no stream", async () => {
  const { stream } = begin();
  await tick(15_000);
  expect(stream.runs[0]!.signal.aborted).toBe(true);
  await tick(1_000);
  expect(stream.runs).toHaveLength(2);
});

test("after silence it reconnects, catches up and says so for a moment", async () => {
  const { stream, say, statuses } = begin();
  say("1");
  await tick(45_000);
  expect(stream.runs).toHaveLength(2);
  expect(statuses.at(-1)).toBe("connecting");
  expect(stream.last().cursor).toBe("1");
  say("2");
  expect(statuses.at(-1)).toBe("caughtUp");
  await tick(4_000);
  expect(statuses.at(-1)).toBe("live");
});

test("signs of life keep a quiet stream", async () => {
  const { stream, say } = begin();
  say("1");
  for (let beat = 0; beat < 5; beat++) {
    await tick(20_000);
    stream.last().listener.alive();
  }
  expect(stream.runs).toHaveLength(1);
});

test("waits while there is no network and goes on when it is back", async () => {
  const { feed, stream, say, statuses, world } = begin();
  say("1");
  world.online = false;
  feed.sleep();
  await tick(5_000);
  expect(statuses.at(-1)).toBe("offline");
  expect(stream.runs).toHaveLength(1);
  world.online = true;
  feed.wake();
  await tick();
  say("2");
  expect(statuses.at(-1)).toBe("caughtUp");
});

test("a short break isn't worth a word", async () => {
  const { stream, say, statuses } = begin();
  say("1");
  stream.last().end("failed");
  await tick(1_000);
  say("2");
  expect(statuses).not.toContain("caughtUp");
  expect(statuses.at(-1)).toBe("live");
});

test("looking again at a stream that was silent for long reconnects it", async () => {
  const { feed, stream, say } = begin();
  say("1");
  await tick(26_000);
  feed.wake();
  await tick();
  expect(stream.runs).toHaveLength(2);
});

test("does nothing any more when stopped", async () => {
  const { feed, stream, say } = begin();
  say("1");
  feed.stop();
  await tick(120_000);
  expect(stream.runs).toHaveLength(1);
  expect(stream.last().signal.aborted).toBe(true);
});
