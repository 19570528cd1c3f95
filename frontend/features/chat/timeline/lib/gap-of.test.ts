import { expect, test } from "vitest";
import { gapOf } from "@/features/chat/timeline/lib/gap-of";
import type { Import } from "@/lib/api/types";

const reading = (id: string, since: string, until: string, changes: Partial<Import> = {}) =>
  ({ id, reason: "gap", since: `2026-11-27T${since}:00Z`, until: `2026-11-27T${until}:00Z`, startedAt: `2026-11-27T${until}:10Z`, ...changes }) as Import;

const readings = [
  reading("evening", "17:50", "20:00"),
  reading("noon", "11:50", "13:00"),
  reading("past", "00:00", "12:30", { reason: "history" }),
];
const at = (time: string) => `2026-11-27T${time}:00Z`;

test("the gap that the first missed message lies in", () => {
  expect(gapOf(readings, at("12:10"), at("13:01"))?.id).toBe("noon");
  expect(gapOf(readings, at("18:00"), at("20:01"))?.id).toBe("evening");
});

test("a reading that began after the messages were here didn't bring them", () => {
  const again = [reading("again", "11:50", "13:30"), ...readings];
  expect(gapOf(again, at("12:10"), at("13:01"))?.id).toBe("noon");
});

test("nobody knows an old one, and the past is no gap", () => {
  expect(gapOf(readings, at("10:00"), at("12:35"))).toBeUndefined();
});
