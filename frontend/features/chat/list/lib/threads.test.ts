import { expect, test } from "vitest";
import { threadEnds } from "@/features/chat/list/lib/threads";

test("neighbours of one number share a thread", () => {
  const rows = ["a", "b", "b", "c"].map((sessionId) => ({ sessionId }));
  expect(rows.map((_, index) => threadEnds(rows, index))).toEqual([
    { starts: true, ends: true },
    { starts: true, ends: false },
    { starts: false, ends: true },
    { starts: true, ends: true },
  ]);
});
