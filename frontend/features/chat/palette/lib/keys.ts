/** What a person calls the key that this computer uses for commands. */
const isMac = () => typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);

/** Keys as this computer's keyboard has them printed on: `Mod` is ⌘ on a Mac and Ctrl elsewhere. */
export const shownKeys = (keys: string) =>
  isMac() ? keys.replace("Mod+", "⌘").replace("Alt+", "⌥") : keys.replace("Mod+", "Ctrl+");

type Press = Pick<KeyboardEvent, "key" | "code" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey">;

/** The name of a press, such as `Alt+N`, `Mod+K` or `?`. With Alt the letter is the key's own, whatever sign it would type. */
export function pressOf(event: Press): string {
  // Ctrl and Alt together are AltGr, with which people type signs.
  if (event.altKey && event.ctrlKey) return "";
  if (event.altKey) {
    if (event.key === "ArrowDown") return "Alt+↓";
    if (event.key === "ArrowUp") return "Alt+↑";
    const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
    return letter && !event.shiftKey && !event.metaKey ? `Alt+${letter}` : "";
  }
  if (event.ctrlKey || event.metaKey) return event.shiftKey ? "" : `Mod+${event.key.toUpperCase()}`;
  return event.key;
}

/** Whether a key would type something where it is pressed. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select, [role=textbox]"));
}
