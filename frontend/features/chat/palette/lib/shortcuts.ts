/** What a key does. */
export type Command =
  | "next" | "previous" | "palette" | "search" | "newChat" | "reply" | "unread" | "mute" | "pin" | "archive" | "back" | "help";

type Shortcut = { keys: string; command: Command; /** A single sign, which must not take it from who types. */ letter?: true };

/** Every shortcut. None needs Ctrl and Alt together, which are AltGr. */
export const shortcuts: Shortcut[] = [
  { keys: "Alt+↓", command: "next" },
  { keys: "Alt+↑", command: "previous" },
  { keys: "Mod+K", command: "palette" },
  { keys: "/", command: "search", letter: true },
  { keys: "Alt+N", command: "newChat" },
  { keys: "Alt+R", command: "reply" },
  { keys: "Alt+U", command: "unread" },
  { keys: "Alt+M", command: "mute" },
  { keys: "Alt+P", command: "pin" },
  { keys: "Alt+E", command: "archive" },
  { keys: "Escape", command: "back" },
  { keys: "?", command: "help", letter: true },
];

/** What a press asks for; undefined if nothing, or if it types something. */
export function commandOf(press: string, typing: boolean, letters: boolean): Command | undefined {
  const shortcut = shortcuts.find(({ keys }) => keys === press);
  if (!shortcut || (shortcut.letter && (typing || !letters))) return undefined;
  return shortcut.command;
}
