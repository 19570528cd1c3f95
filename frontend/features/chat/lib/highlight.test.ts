import { expect, test } from "vitest";
import { cutAtMatches, matchesIn } from "@/features/chat/lib/highlight";

test("cuts at what was found, counting characters and not their halves", () => {
  expect(cutAtMatches("🎉 conchas de vainilla", [[13, 8], [2, 7]])).toEqual([
    { text: "🎉 ", found: false },
    { text: "conchas", found: true },
    { text: " de ", found: false },
    { text: "vainilla", found: true },
  ]);
});

test("matches that overlap are told once", () => {
  expect(cutAtMatches("abcd", [[0, 3], [1, 3]]).map((piece) => piece.text)).toEqual(["abc", "d"]);
});

test("finds a part of a name without regard to case and accents", () => {
  expect(matchesIn("Boda Sofía", "sofia")).toEqual([[5, 5]]);
  expect(matchesIn("Boda", "x")).toEqual([]);
  expect(matchesIn("Boda", "")).toEqual([]);
});
