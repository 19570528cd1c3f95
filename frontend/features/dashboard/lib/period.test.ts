import { expect, test } from "vitest";
import { periodHref, periods, toPeriod } from "@/features/dashboard/lib/period";

test("an address names a period, and each period has one", () => {
  for (const period of periods) expect(toPeriod(new URL(periodHref(period), "http://ours").searchParams.get("period"))).toBe(period);
});

test.each([null, "", "year", "toString"])("%s is today", (text) => {
  expect(toPeriod(text)).toBe("today");
});
