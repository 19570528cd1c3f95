import { expect, test } from "vitest";
import { pressOf } from "@/features/chat/palette/lib/keys";

const press = (key: string, code = "", more: Partial<KeyboardEvent> = {}) =>
  pressOf({ key, code, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...more });

test.each<[string, string]>([
  [press("n", "KeyN", { altKey: true }), "Alt+N"],
  [press("ñ", "KeyN", { altKey: true }), "Alt+N"],
  [press("ArrowDown", "ArrowDown", { altKey: true }), "Alt+↓"],
  [press("k", "KeyK", { ctrlKey: true }), "Mod+K"],
  [press("k", "KeyK", { metaKey: true }), "Mod+K"],
  [press("/", "Slash"), "/"],
  [press("?", "Minus", { shiftKey: true }), "?"],
])("%s is %s", (named, expected) => expect(named).toBe(expected));

test("AltGr types and never commands", () => {
  expect(press("@", "KeyQ", { altKey: true, ctrlKey: true })).toBe("");
  expect(press("€", "KeyE", { altKey: true, ctrlKey: true })).toBe("");
});
