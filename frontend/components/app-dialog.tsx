"use client";

import { CloseButton, Modal } from "@heroui/react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

type Props = { title: string; children: ReactNode; footer?: ReactNode; onClose: () => void };

/** A dialog with a title and a way out. It is open while it is rendered. */
export function AppDialog({ title, children, footer, onClose }: Props) {
  const t = useTranslations("common");
  return (
    <Modal.Backdrop isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal.Container placement="center" scroll="inside">
        <Modal.Dialog className="w-full max-w-[480px] rounded-3xl p-5">
          <Modal.Header className="flex-row items-start justify-between gap-3">
            <Modal.Heading className="min-w-0 text-base/[22px] font-[620]" dir="auto">
              {title}
            </Modal.Heading>
            <CloseButton aria-label={t("close")} onPress={onClose} className="-mt-1.5 -me-1.5 size-10 shrink-0 rounded-2xl bg-transparent sm:size-9" />
          </Modal.Header>
          <Modal.Body className="text-foreground">{children}</Modal.Body>
          {footer && <Modal.Footer className="max-sm:flex-col-reverse max-sm:items-stretch">{footer}</Modal.Footer>}
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}
