import { describe, expect, it } from "vitest";
import { type KeyPress, readKey } from "@/features/chat/composer/lib/keys";

const press = (key: string, change: Partial<KeyPress> = {}): KeyPress => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  keyCode: 0,
  ...change,
});
const enterSends = { enterSends: true, empty: false };
const swapped = { enterSends: false, empty: false };

describe("readKey", () => {
  it("sends with Enter and breaks the line with Shift+Enter", () => {
    expect(readKey(press("Enter"), enterSends)).toBe("send");
    expect(readKey(press("Enter", { shiftKey: true }), enterSends)).toBe("newline");
  });

  it("sends with Ctrl or ⌘ and Enter when the person prefers that", () => {
    expect(readKey(press("Enter"), swapped)).toBe("newline");
    expect(readKey(press("Enter", { ctrlKey: true }), swapped)).toBe("send");
    expect(readKey(press("Enter", { metaKey: true }), swapped)).toBe("send");
  });

  it("never sends while an input method composes", () => {
    expect(readKey(press("Enter", { isComposing: true }), enterSends)).toBeNull();
    expect(readKey(press("Enter", { keyCode: 229 }), enterSends)).toBeNull();
  });

  it("formats with Ctrl+B and Ctrl+I, and leaves AltGr alone", () => {
    expect(readKey(press("b", { ctrlKey: true }), enterSends)).toBe("bold");
    expect(readKey(press("I", { metaKey: true }), enterSends)).toBe("italic");
    expect(readKey(press("b", { ctrlKey: true, altKey: true }), enterSends)).toBeNull();
  });

  it("edits the last message with ArrowUp in an empty box alone", () => {
    expect(readKey(press("ArrowUp"), { enterSends: true, empty: true })).toBe("editLast");
    expect(readKey(press("ArrowUp"), enterSends)).toBeNull();
  });
});
