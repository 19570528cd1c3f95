"use client";

import { useTranslations } from "next-intl";
import { shownKeys } from "@/features/chat/palette/lib/keys";
import { type Command, shortcuts } from "@/features/chat/palette/lib/shortcuts";

const words = {
  next: "next",
  previous: "previous",
  palette: "palette",
  search: "search",
  newChat: "newChat",
  reply: "reply",
  unread: "unread",
  mute: "mute",
  pin: "pin",
  archive: "archive",
  back: "back",
  help: "help",
} as const satisfies Record<Command, string>;

/** Every shortcut with what it does, in rows for a grid of two columns, or of four. */
export function ShortcutKeys() {
  const t = useTranslations("chat.shortcuts");
  return [...shortcuts, { keys: "Mod+F", command: "inChat" as const }].map(({ keys, command }) => (
    <div key={keys} className="contents">
      <dt>{command === "inChat" ? t("inChat") : t(words[command])}</dt>
      <dd className="justify-self-end">
        <kbd className="rounded-[5px] border border-b-2 border-border bg-surface-secondary px-1.5 py-0.5 font-sans text-xs font-medium">
          {shownKeys(keys === "Escape" ? "Esc" : keys)}
        </kbd>
      </dd>
    </div>
  ));
}
