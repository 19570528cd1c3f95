import { expect, test } from "vitest";
import { fullNumber, regionOf } from "@/features/chat/lib/countries";

test.each([
  ["81 8310 4477", "528183104477"],
  ["+54 9 11 2233-4455", "5491122334455"],
  ["0054 11 2233 4455", "541122334455"],
  ["081 8310 4477", "528183104477"],
])("%s is %s", (typed, digits) => expect(fullNumber("MX", typed)).toBe(digits));

test("begins with the country of the person's number", () => {
  expect(regionOf("5511987654321")).toBe("BR");
  expect(regionOf(null)).toBe("MX");
});
