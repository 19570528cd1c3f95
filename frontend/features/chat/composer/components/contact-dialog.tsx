"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { DialogField } from "@/features/chat/composer/components/dialog-field";
import { DialogFrame } from "@/features/chat/composer/components/dialog-frame";
import { contactForm } from "@/features/chat/composer/lib/contact-form";
import type { SendMessage } from "@/features/chat/composer/lib/use-send-message";

type Props = { onSend: SendMessage; onClose: () => void };

const empty = { fullName: "", phoneNumber: "", organization: "" };

/** Sends somebody's contact card. */
export function ContactDialog({ onSend, onClose }: Props) {
  const t = useTranslations("composer.contact");
  const [form, setForm] = useState(empty);
  const [tried, setTried] = useState(false);
  const result = contactForm.safeParse(form);
  const wrong = (field: string) => tried && !result.success && result.error.issues.some(({ path }) => path[0] === field);
  const set = (field: keyof typeof empty) => (value: string) => setForm((current) => ({ ...current, [field]: value }));

  function submit() {
    setTried(true);
    if (!result.success) return;
    const { fullName, organization } = result.data;
    // The number goes as it was typed: the card shows it so.
    onSend({ type: "contact", contacts: [{ fullName, phoneNumber: form.phoneNumber.trim(), ...(organization && { organization }) }] });
    onClose();
  }

  return (
    <DialogFrame title={t("title")} action={t("send")} onSubmit={submit} onClose={onClose}>
      <DialogField label={t("name")} value={form.fullName} onChange={set("fullName")} maxLength={200} autoFocus error={wrong("fullName") ? t("nameMissing") : null} />
      <DialogField label={t("phone")} type="tel" value={form.phoneNumber} onChange={set("phoneNumber")} maxLength={30} error={wrong("phoneNumber") ? t("phoneWrong") : null} />
      <DialogField label={t("organization")} value={form.organization} onChange={set("organization")} maxLength={200} />
    </DialogFrame>
  );
}
