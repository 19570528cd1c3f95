import { expect, test } from "vitest";
import { addLines, emptyLog, MAX_LINES, pauseLog, resumeLog } from "@/features/sessions/lib/log-buffer";

const many = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `line ${from + index}`);

test("the oldest lines go when there are too many", () => {
  const log = addLines(addLines(emptyLog, many(MAX_LINES)), many(5, MAX_LINES));
  expect(log.shown).toHaveLength(MAX_LINES);
  expect(log.shown[0]).toEqual({ id: 5, text: "line 5" });
  expect(log.shown.at(-1)?.text).toBe(`line ${MAX_LINES + 4}`);
});

test("a pause holds what is shown, and lets the rest in afterwards", () => {
  const paused = addLines(pauseLog(addLines(emptyLog, ["a"])), ["b", "c"]);
  expect(paused.shown.map(({ text }) => text)).toEqual(["a"]);
  expect(paused.waiting).toHaveLength(2);
  const resumed = resumeLog(paused);
  expect(resumed.shown.map(({ text }) => text)).toEqual(["a", "b", "c"]);
  expect(resumed.waiting).toEqual([]);
});

test("a long pause is bounded too", () => {
  const paused = addLines(pauseLog(addLines(emptyLog, ["first"])), many(MAX_LINES + 10));
  expect(paused.waiting).toHaveLength(MAX_LINES);
  expect(resumeLog(paused).shown).toHaveLength(MAX_LINES);
});

test("no lines change nothing", () => {
  expect(addLines(emptyLog, [])).toBe(emptyLog);
});
