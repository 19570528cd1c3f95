"use client";

import { Button, Modal } from "@heroui/react";
import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useId } from "react";

type Props = {
  title: string;
  /** The button that sends. */
  action: string;
  isReady?: boolean;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** A dialog that sends something. It is open while it is rendered. */
export function DialogFrame({ title, action, isReady = true, onSubmit, onClose, children }: Props) {
  const t = useTranslations("common");
  const form = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) onSubmit();
  };
  return (
    <Modal.Backdrop isOpen onOpenChange={(open) => !open && onClose()}>
      <Modal.Container placement="center" className="sm:p-10">
        <Modal.Dialog className="w-full max-w-[440px] rounded-3xl p-5">
          <Modal.Header>
            <Modal.Heading className="text-base/[22px] font-[620]">{title}</Modal.Heading>
          </Modal.Header>
          <Modal.Body>
            <form id={form} onSubmit={submit} noValidate className="mt-3 grid gap-3">
              {children}
            </form>
          </Modal.Body>
          <Modal.Footer className="mt-4 max-sm:flex-col-reverse max-sm:items-stretch">
            <Button variant="tertiary" onPress={onClose} className="max-sm:h-11 max-sm:w-full">
              {t("cancel")}
            </Button>
            <Button type="submit" form={form} isDisabled={!isReady} className="max-sm:h-11 max-sm:w-full">
              {action}
            </Button>
          </Modal.Footer>
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}
