import { expect, test } from "vitest";
import { renewIn, secondsLeft } from "@/features/sessions/lib/countdown";
import { groupCode, phoneDigits } from "@/features/sessions/lib/pairing-code";

test.each([
  ["K7PT4MX9", ["K7PT", "4MX9"]],
  ["K7PT-4MX9", ["K7PT", "4MX9"]],
  ["", []],
])("the code %j is read as %j", (code, groups) => {
  expect(groupCode(code)).toEqual(groups);
});

test.each([
  ["+52 81 2455 6031", "528124556031"],
  ["(52) 81-2455.6031", "528124556031"],
  ["12345", null],
  ["+52 81 2455 6031 ext", null],
  ["1234567890123456", null],
])("the phone %j is %j", (text, digits) => {
  expect(phoneDigits(text)).toBe(digits);
});

test("seconds are counted up, and end at none", () => {
  expect(secondsLeft(20_000, 5_500)).toBe(15);
  expect(secondsLeft(20_000, 19_999)).toBe(1);
  expect(secondsLeft(20_000, 25_000)).toBe(0);
});

test("a code is asked for again when it ends, and never in a rush", () => {
  const now = Date.parse("2026-11-27T12:00:00Z");
  expect(renewIn("2026-11-27T12:00:14Z", now)).toBe(14_300);
  expect(renewIn("2026-11-27T11:59:00Z", now)).toBe(1000);
  expect(renewIn(null, now)).toBe(5000);
});
