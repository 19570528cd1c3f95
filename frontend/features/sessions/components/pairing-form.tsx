"use client";

import { Button, Description, FieldError, Input, Label, TextField } from "@heroui/react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { usePairingCode } from "@/features/sessions/api/request-pairing-code";
import type { Pairing } from "@/features/sessions/components/pairing-panel";
import { phoneDigits } from "@/features/sessions/lib/pairing-code";
import { useErrorText } from "@/hooks/use-error-text";
import type { Session } from "@/lib/api/types";
import { formatPhone } from "@/lib/phone";

type Props = { session: Session; onPairing: (pairing: Pairing) => void };

/** Asks for the number of the phone that is to be linked. */
export function PairingForm({ session, onPairing }: Props) {
  const t = useTranslations("sessions.link");
  const say = useErrorText();
  const [text, setText] = useState(session.phoneNumber ? formatPhone(session.phoneNumber) : "+");
  const [isBad, setBad] = useState(false);
  const { mutate, isPending, error } = usePairingCode(session.id);

  function submit(event: FormEvent) {
    event.preventDefault();
    const phone = phoneDigits(text);
    setBad(phone === null);
    if (phone && !isPending) mutate(`+${phone}`, { onSuccess: ({ code }) => onPairing({ code, phone }) });
  }

  return (
    <form noValidate onSubmit={submit} className="grid gap-3">
      <TextField
        type="tel"
        autoComplete="tel"
        value={text}
        onChange={setText}
        isInvalid={isBad || error !== null}
        validationBehavior="aria"
        className="w-full"
      >
        <Label className="text-[13px] font-[550]">{t("phone")}</Label>
        <Input inputMode="tel" className="h-[46px] text-base tabular-nums" />
        <Description className="text-[12.5px]/[18px] text-muted">{t("phoneHint")}</Description>
        <FieldError>{isBad ? t("phoneBad") : error && say(error)}</FieldError>
      </TextField>
      <Button type="submit" isPending={isPending} fullWidth className="h-11">
        {t("getCode")}
      </Button>
    </form>
  );
}
