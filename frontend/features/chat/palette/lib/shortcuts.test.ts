import { expect, test } from "vitest";
import { commandOf } from "@/features/chat/palette/lib/shortcuts";

test("letters work outside of fields alone, and only if the person wants them", () => {
  expect(commandOf("/", false, true)).toBe("search");
  expect(commandOf("/", true, true)).toBeUndefined();
  expect(commandOf("?", false, false)).toBeUndefined();
});

test("the others work everywhere", () => {
  expect(commandOf("Alt+U", true, false)).toBe("unread");
  expect(commandOf("Mod+K", true, false)).toBe("palette");
  expect(commandOf("x", false, true)).toBeUndefined();
});
