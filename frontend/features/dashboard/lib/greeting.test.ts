import { expect, test } from "vitest";
import { partOfDay } from "@/features/dashboard/lib/greeting";

test.each([
  [0, "evening"],
  [4, "evening"],
  [5, "morning"],
  [11, "morning"],
  [12, "afternoon"],
  [18, "afternoon"],
  [19, "evening"],
  [23, "evening"],
])("at %i o'clock it is %s", (hour, part) => {
  expect(partOfDay(hour)).toBe(part);
});
