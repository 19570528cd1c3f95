/** What a key press in the box asks for. */
export type KeyIntent = "send" | "newline" | "bold" | "italic" | "editLast" | "escape" | null;

export type KeyPress = Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey" | "isComposing" | "keyCode">;

/** Code that browsers give to keys which an input method takes for itself. */
const IN_COMPOSITION = 229;

/**
 * Reads a key press. While an input method composes a letter its Enter picks the letter and never sends. AltGr is Ctrl+Alt on
 * Windows, so nothing here counts with both.
 */
export function readKey(press: KeyPress, { enterSends, empty }: { enterSends: boolean; empty: boolean }): KeyIntent {
  if (press.isComposing || press.keyCode === IN_COMPOSITION) return null;
  const command = (press.ctrlKey || press.metaKey) && !press.altKey;
  if (press.key === "Enter") {
    if (press.altKey) return null;
    if (command) return "send";
    return enterSends && !press.shiftKey ? "send" : "newline";
  }
  if (press.key === "Escape") return "escape";
  if (press.key === "ArrowUp" && empty && !press.shiftKey && !command && !press.altKey) return "editLast";
  if (command && !press.shiftKey && press.key.toLowerCase() === "b") return "bold";
  if (command && !press.shiftKey && press.key.toLowerCase() === "i") return "italic";
  return null;
}
