import { expect, test, vi } from "vitest";
import { longPollAttempt, pollAttempt, type PollPorts } from "@/features/realtime/lib/polls";
import { ApiError } from "@/lib/api/errors";
import type { Updates } from "@/lib/api/types";

const news = (cursor: string, hasMore = false) => ({ cursor, hasMore }) as Updates;
const listen = () => ({ hear: vi.fn(), reach: vi.fn(), alive: vi.fn() });
const signal = new AbortController().signal;

function ports(ids: string[], ask: PollPorts["ask"]) {
  return { numbers: async () => ids, ask: vi.fn(ask) };
}

test("asks about each number after the same cursor, and goes on after the first answer's", async () => {
  const listener = listen();
  const world = ports(["a", "b"], async (id) => news(id === "a" ? "5" : "7"));
  expect(await pollAttempt(world)("4", listener, signal)).toBe("lived");
  expect(world.ask.mock.calls.map(([id, cursor, wait]) => [id, cursor, wait])).toEqual([["a", "4", 0], ["b", "4", 0]]);
  expect(listener.hear).toHaveBeenCalledTimes(2);
  expect(listener.reach).toHaveBeenCalledExactlyOnceWith("5", false);
});

test("fetches all there is of a number", async () => {
  const world = ports(["a"], async (_id, cursor) => (cursor === "4" ? news("5", true) : news("6")));
  await pollAttempt(world)("4", listen(), signal);
  expect(world.ask.mock.calls.map(([, cursor]) => cursor)).toEqual(["4", "5"]);
});

test("begins with the cursor of now", async () => {
  const listener = listen();
  const world = ports(["a", "b"], async () => news("9"));
  await pollAttempt(world)(null, listener, signal);
  expect(world.ask).toHaveBeenCalledTimes(1);
  expect(listener.reach).toHaveBeenCalledWith("9", false);
});

test("says that the cursor is too old", async () => {
  const world = ports(["a"], async () => {
    throw new ApiError("cursor_expired", "", 410);
  });
  expect(await pollAttempt(world)("1", listen(), signal)).toBe("cursorExpired");
  expect(await longPollAttempt(world)("1", listen(), signal)).toBe("cursorExpired");
});

test("waits until a number has news, lets go of the others and asks about all", async () => {
  const aborted: string[] = [];
  const world = ports(["a", "b"], (id, _cursor, wait, cancelled) =>
    wait === 0 || id === "b"
      ? Promise.resolve(news("5"))
      : new Promise((_resolve, reject) => {
          cancelled.addEventListener("abort", () => {
            aborted.push(id);
            reject(new Error("aborted"));
          });
        }),
  );
  const listener = listen();
  expect(await longPollAttempt(world)("4", listener, signal)).toBe("lived");
  expect(aborted).toEqual(["a"]);
  expect(listener.hear).toHaveBeenCalledTimes(2);
});

test("with many numbers only some wait, and not for long", async () => {
  const world = ports(["a", "b", "c", "d", "e"], async () => news("5"));
  await longPollAttempt(world)("4", listen(), signal);
  const waits = world.ask.mock.calls.map(([, , wait]) => wait);
  expect(waits).toEqual([3, 3, 3, 0, 0, 0, 0, 0]);
});
