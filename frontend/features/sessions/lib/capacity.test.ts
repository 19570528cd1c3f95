import { expect, test } from "vitest";
import { isHigh, memorySegments, memoryShare, roomLeft } from "@/features/sessions/lib/capacity";
import { aSession } from "@/test/builders";

const capacity = {
  sessions: 3,
  maxSessions: 10,
  memoryBytes: 300,
  memoryLimitBytes: 800,
  usage: [{ sessionId: "a", memoryBytes: 300, memoryLimitBytes: 400, cpuPercent: 2 }],
};

test("room is what the installation takes, never less than none", () => {
  expect(roomLeft(capacity)).toBe(7);
  expect(roomLeft({ ...capacity, sessions: 12 })).toBe(0);
});

test("a share needs a limit, and is high from 85 % on", () => {
  const usage = { sessionId: "a", memoryBytes: 340, memoryLimitBytes: 400, cpuPercent: 0 };
  expect(memoryShare(usage)).toBe(0.85);
  expect(isHigh(0.85)).toBe(false);
  expect(isHigh(0.86)).toBe(true);
  expect(memoryShare({ ...usage, memoryLimitBytes: 0 })).toBeNull();
});

test("only what uses memory has a segment", () => {
  const [a, b] = [aSession({ id: "a" }), aSession({ id: "b" })];
  expect(memorySegments([a, b], capacity)).toEqual([{ session: a, bytes: 300 }]);
});
