"use client";

import { useTranslations } from "next-intl";
import { shownKeys } from "@/features/chat/palette/lib/keys";

/** Where the conversation will be: what to do, and the keys that do it. */
export function NothingOpen() {
  const t = useTranslations("chat.page");
  const hints = [
    { keys: "Alt+↓", text: t("hintNext") },
    { keys: "Mod+K", text: t("hintPalette") },
    { keys: "/", text: t("hintSearch") },
    { keys: "?", text: t("hintKeys") },
  ];
  return (
    <div className="grid h-full place-content-center justify-items-center gap-5 p-8 text-center">
      <p className="max-w-xs text-muted">{t("nothingOpen")}</p>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-3 gap-y-2 text-start text-[13px] text-muted">
        {hints.map(({ keys, text }) => (
          <div key={keys} className="contents">
            <dt className="justify-self-end">
              <kbd className="rounded-[5px] border border-b-2 border-border bg-surface-secondary px-1.5 font-sans text-[11px]/4 font-medium">{shownKeys(keys)}</kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
