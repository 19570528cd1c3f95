import { expect, test } from "vitest";
import { rovingTarget } from "@/features/chat/list/lib/use-roving";

test.each<[string, number, number | undefined]>([
  ["ArrowDown", 3, 4],
  ["ArrowDown", 9, 9],
  ["ArrowUp", 0, 0],
  ["PageDown", 3, 9],
  ["PageUp", 7, 0],
  ["Home", 5, 0],
  ["End", 5, 9],
  ["a", 5, undefined],
])("%s from %i leads to %s", (key, index, to) => expect(rovingTarget(key, index, 10, 8)).toBe(to));
