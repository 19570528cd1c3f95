import { describe, expect, it } from "vitest";
import { ApiError, NETWORK } from "@/lib/api/errors";
import type { OutboxItem } from "@/features/chat/outbox/item";
import {
  held,
  HELD,
  inOrder,
  MAX_ATTEMPTS,
  newItem,
  nextLook,
  OLD_AFTER,
  oldOnes,
  pause,
  ready,
  refused,
  retried,
  type World,
} from "@/features/chat/outbox/machine";

const NOW = 1_800_000_000_000;
const world = (change: Partial<World> = {}): World => ({
  now: NOW,
  online: true,
  connected: () => true,
  busy: () => false,
  ...change,
});

function item(change: Partial<OutboxItem> = {}): OutboxItem {
  const written = { id: "a", owner: "ana", sessionId: "s", chatId: "c", content: { type: "text", text: "hola" }, quote: null, file: null } as const;
  return { ...newItem(written, NOW - 1000, 0), ...change };
}

const ids = (items: OutboxItem[]) => items.map(({ id }) => id);

describe("the order of a chat", () => {
  it("is kept for messages of one millisecond", () => {
    const first = item({ id: "first", writtenAt: NOW });
    const second = newItem({ ...first, id: "second" }, NOW, first.writtenAt);
    expect(ids(inOrder([second, first]))).toEqual(["first", "second"]);
  });

  it("lets one message of a chat out at a time, and chats go on beside each other", () => {
    const items = [item({ id: "2", writtenAt: NOW - 5 }), item({ id: "1", writtenAt: NOW - 9 }), item({ id: "3", chatId: "d" })];
    expect(ids(ready(items, world()))).toEqual(["3", "1"]);
    expect(ids(ready(items, world({ busy: (chat) => chat === "s/c" })))).toEqual(["3"]);
  });

  it("is held up by what waits for another attempt, not by what failed", () => {
    const later = item({ id: "later" });
    expect(ready([item({ writtenAt: NOW - 9999, retryAt: NOW + 1 }), later], world())).toEqual([]);
    expect(ready([item({ writtenAt: NOW - 9999, state: "failed" }), later], world())).toEqual([later]);
  });
});

describe("what can't go out", () => {
  it("waits while the browser is offline or the number isn't connected", () => {
    expect(ready([item()], world({ online: false }))).toEqual([]);
    expect(ready([item()], world({ connected: (id) => id !== "s" }))).toEqual([]);
  });

  it("asks when it is older than two hours, and holds up what was written after it", () => {
    const old = item({ id: "old", writtenAt: NOW - OLD_AFTER - 1 });
    const fresh = item({ id: "fresh" });
    expect(ids(oldOnes([fresh, old], NOW))).toEqual(["old"]);
    expect(ready([old, fresh], world())).toEqual([]);
    expect(ids(ready([retried(old), fresh], world()))).toEqual(["old"]);
    expect(held(old)).toMatchObject({ state: "failed", failure: { code: HELD } });
    expect(ids(ready([held(old), fresh], world()))).toEqual(["fresh"]);
  });
});

describe("a message that wasn't taken", () => {
  const unreachable = new ApiError(NETWORK, "", 0);
  const trouble = new ApiError("overloaded", "Mucho trabajo", 503, "R1");

  it("is tried again after a pause that grows up to a minute", () => {
    const once = refused(item(), trouble, NOW, 0.5);
    expect(once).toMatchObject({ state: "waiting", attempts: 1, retryAt: NOW + 1000 });
    expect(refused(once, trouble, NOW, 0.5).retryAt).toBe(NOW + 2000);
    expect(pause(30, 0.5)).toBe(60_000);
    expect(nextLook([once, item()], NOW)).toBe(NOW + 1000);
  });

  it("waits as long as the server asks", () => {
    expect(refused(item(), new ApiError("overloaded", "", 429, null, [], 30), NOW, 0).retryAt).toBe(NOW + 30_000);
  });

  it("fails when the trouble doesn't end, with what the server said", () => {
    const last = refused(item({ attempts: MAX_ATTEMPTS - 1 }), trouble, NOW, 0.5);
    expect(last).toMatchObject({ state: "failed", failure: { code: "overloaded", message: "Mucho trabajo", requestId: "R1" } });
  });

  it("doesn't fail because the network is away, the sign-in is being renewed or the number is disconnected", () => {
    for (const error of [unreachable, new ApiError("token_expired", "", 401), new ApiError("session_not_connected", "", 409)]) {
      expect(refused(item({ attempts: 100 }), error, NOW, 0.5).state).toBe("waiting");
    }
  });

  it("fails at once when the server refuses it, and goes out under the same key when the person retries", () => {
    const no = refused(item(), new ApiError("not_on_whatsapp", "Ese número no usa WhatsApp", 422, "R2"), NOW, 0.5);
    expect(no).toMatchObject({ state: "failed", failure: { code: "not_on_whatsapp" } });
    expect(retried(no)).toMatchObject({ id: no.id, state: "waiting", attempts: 0, failure: null });
  });
});
