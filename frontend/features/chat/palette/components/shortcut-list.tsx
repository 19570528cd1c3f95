"use client";

import { Modal } from "@heroui/react";
import { useTranslations } from "next-intl";
import { closeDialog } from "@/features/chat/lib/dialogs";
import { ShortcutKeys } from "@/features/chat/palette/components/shortcut-keys";
import { usePreferences } from "@/lib/preferences";

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
              <ShortcutKeys />
            </dl>
            {!letters && <p className="mt-4 text-[13px] text-muted">{t("lettersOff")}</p>}
          </Modal.Body>
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}
