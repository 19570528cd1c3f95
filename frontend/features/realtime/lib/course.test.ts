import { expect, test } from "vitest";
import { type Course, nextCourse, type Outcome, startCourse } from "@/features/realtime/lib/course";

const after = (start: Course, outcomes: Outcome[], now = 0) =>
  outcomes.reduce((course, outcome) => nextCourse(course, outcome, now, 1), start);

test("waits twice as long after each failure, with a spread", () => {
  expect(after(startCourse(0), ["failed"])).toMatchObject({ way: "stream", waitMs: 1_000 });
  expect(after(startCourse(0), ["failed", "failed"])).toMatchObject({ way: "stream", waitMs: 2_000 });
  expect(nextCourse(startCourse(0), "failed", 0, 0).waitMs).toBe(500);
});

test("takes the next way after three failures in a row", () => {
  const longPoll = after(startCourse(0), ["failed", "failed", "failed"]);
  expect(longPoll).toMatchObject({ way: "longPoll", failures: 0, waitMs: 0 });
  expect(after(longPoll, ["failed", "failed", "failed"])).toMatchObject({ way: "poll", waitMs: 0 });
});

test("a stream that lived is taken up again within a second", () => {
  expect(after(startCourse(0), ["failed", "failed", "lived", "failed", "failed"])).toMatchObject({ way: "stream" });
  expect(after(startCourse(0), ["lived"]).waitMs).toBeLessThanOrEqual(1_000);
});

test("asks every 3 seconds when nothing else works, and less often while that fails", () => {
  const poll: Course = { way: "poll", failures: 0, waitMs: 0, since: 0 };
  expect(after(poll, ["lived"]).waitMs).toBe(3_000);
  const failing = after(poll, Array<Outcome>(9).fill("failed"));
  expect(failing).toMatchObject({ way: "poll", waitMs: 30_000 });
});

test("tries the stream once more after a minute", () => {
  const longPoll: Course = { way: "longPoll", failures: 0, waitMs: 0, since: 0 };
  const again = nextCourse(longPoll, "lived", 60_000, 1);
  expect(again).toMatchObject({ way: "stream", waitMs: 0 });
  expect(nextCourse(again, "failed", 61_000, 1)).toMatchObject({ way: "longPoll", since: 61_000 });
});

test.each<Outcome>(["tokenExpired", "interrupted", "cursorExpired"])("goes on at once after %s", (outcome) => {
  expect(after(startCourse(0), ["failed", outcome])).toMatchObject({ way: "stream", failures: 1, waitMs: 0 });
});
