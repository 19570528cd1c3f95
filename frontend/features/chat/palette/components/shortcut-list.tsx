"use client";

import { Modal } from "@heroui/react";
import { useTranslations } from "next-intl";
import { closeDialog } from "@/features/chat/lib/dialogs";
import { shownKeys } from "@/features/chat/palette/lib/keys";
import { type Command, shortcuts } from "@/features/chat/palette/lib/shortcuts";
import { usePreferences } from "@/lib/preferences";

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

/** Every shortcut with what it does. */
export function ShortcutList() {
  const t = useTranslations("chat.shortcuts");
  const letters = usePreferences((state) => state.letterShortcuts);
  return (
    <Modal.Backdrop isOpen onOpenChange={(open) => !open && closeDialog()}>
      <Modal.Container placement="center">
        <Modal.Dialog className="w-full max-w-[440px] rounded-3xl p-5">
          <Modal.CloseTrigger aria-label={t("close")} />
          <Modal.Header>
            <Modal.Heading className="text-base/[22px] font-[620]">{t("title")}</Modal.Heading>
          </Modal.Header>
          <Modal.Body>
            <dl className="mt-3 grid grid-cols-[1fr_auto] items-center gap-x-6 gap-y-2.5">
              {[...shortcuts, { keys: "Mod+F", command: "inChat" as const }].map(({ keys, command }) => (
                <div key={keys} className="contents">
                  <dt>{command === "inChat" ? t("inChat") : t(words[command])}</dt>
                  <dd className="justify-self-end">
                    <kbd className="rounded-[5px] border border-b-2 border-border bg-surface-secondary px-1.5 py-0.5 text-xs font-medium">
                      {shownKeys(keys === "Escape" ? "Esc" : keys)}
                    </kbd>
                  </dd>
                </div>
              ))}
            </dl>
            {!letters && <p className="mt-4 text-[13px] text-muted">{t("lettersOff")}</p>}
          </Modal.Body>
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}
