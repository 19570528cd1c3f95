"use client";

import { AlertDialog, Button, Input, Label, TextField } from "@heroui/react";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";

type Props = {
  /** The question. */
  title: string;
  /** What follows from a yes. */
  body: string;
  /** The button of the yes, which repeats the verb. */
  action: string;
  danger?: boolean;
  isPending: boolean;
  /** Why the last yes failed. */
  error?: string | null;
  /** What must be typed before, for what can't be undone. */
  typed?: { label: string; text: string };
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks before something that has consequences. It is open while it is rendered. */
export function ConfirmDialog({ title, body, action, danger, isPending, error, typed, onConfirm, onClose }: Props) {
  const t = useTranslations("common");
  const [text, setText] = useState("");
  const form = useId();
  const ready = !typed || text.trim() === typed.text;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !isPending) onConfirm();
  };
  return (
    <AlertDialog.Backdrop isOpen isKeyboardDismissDisabled={false} onOpenChange={(open) => !open && onClose()}>
      <AlertDialog.Container placement="center" className="sm:p-10">
        <AlertDialog.Dialog className="w-full max-w-[440px] rounded-3xl p-5">
          <AlertDialog.Header>
            <AlertDialog.Heading className="text-base/[22px] font-[620]" dir="auto">
              {title}
            </AlertDialog.Heading>
          </AlertDialog.Header>
          <AlertDialog.Body>
            <p>{body}</p>
            {typed && (
              <form id={form} onSubmit={submit} className="mt-4">
                <TextField value={text} onChange={setText} autoFocus autoComplete="off" className="w-full">
                  <Label>{typed.label}</Label>
                  <Input spellCheck={false} className="h-[46px] text-base sm:h-10 sm:text-sm" />
                </TextField>
              </form>
            )}
            {error && (
              <p role="alert" className="mt-3 text-danger-soft-foreground">
                {error}
              </p>
            )}
          </AlertDialog.Body>
          <AlertDialog.Footer className="max-sm:flex-col-reverse max-sm:items-stretch">
            <Button variant="tertiary" onPress={onClose} className="max-sm:h-11 max-sm:w-full">
              {t("cancel")}
            </Button>
            <Button
              variant={danger ? "danger" : "primary"}
              isDisabled={!ready}
              isPending={isPending}
              onPress={onConfirm}
              className="max-w-full max-sm:h-11 max-sm:w-full"
            >
              <span className="truncate">{action}</span>
            </Button>
          </AlertDialog.Footer>
        </AlertDialog.Dialog>
      </AlertDialog.Container>
    </AlertDialog.Backdrop>
  );
}
