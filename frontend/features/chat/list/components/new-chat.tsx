"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useId, useState } from "react";
import { DialogFrame } from "@/features/chat/composer/components/dialog-frame";
import { checkNumber } from "@/features/chat/api/check-number";
import { closeDialog } from "@/features/chat/lib/dialogs";
import { countries, fullNumber, type Region, regionOf } from "@/features/chat/lib/countries";
import { usePlace } from "@/features/chat/lib/use-place";
import { useErrorText } from "@/hooks/use-error-text";
import { sessionsQuery } from "@/lib/queries/sessions";

const fieldClass =
  "h-11 w-full rounded-lg border border-field-border bg-field-background px-3 text-base outline-none placeholder:text-field-placeholder focus:border-focus focus:shadow-[0_0_0_3px_color-mix(in_oklab,var(--focus)_22%,transparent)] sm:h-10 sm:text-sm";

/** Digits that no phone has fewer of, with its country's code. */
const SHORTEST = 8;

/** Opens a chat with a phone, once WhatsApp says that it is there. */
export function NewChat() {
  const t = useTranslations("chat.newChat");
  const say = useErrorText();
  const locale = useLocale();
  const { place, go } = usePlace();
  const id = useId();
  const { data: all = [] } = useQuery(sessionsQuery());
  const sessions = all.filter((session) => session.status === "connected");
  const [from, setFrom] = useState(place.sessionId);
  const session = sessions.find((one) => one.id === from) ?? sessions[0];
  const [chosen, setChosen] = useState<Region | null>(null);
  const region = chosen ?? regionOf(session?.phoneNumber ?? null);
  const [typed, setTyped] = useState("");
  const phone = fullNumber(region, typed);
  const names = new Intl.DisplayNames(locale, { type: "region" });

  const check = useMutation({
    mutationFn: (sessionId: string) => checkNumber(sessionId, phone),
    onSuccess: ({ exists, chatId }, sessionId) => {
      if (!exists || !chatId) return;
      closeDialog();
      go({ sessionId: place.sessionId && sessionId, chat: { sessionId, chatId } });
    },
  });
  const problem = check.error ? say(check.error) : check.data && !check.data.exists ? t("missing") : null;

  return (
    <DialogFrame
      title={t("title")}
      action={t("check")}
      isReady={session !== undefined && phone.length >= SHORTEST && !check.isPending}
      onSubmit={() => session && check.mutate(session.id)}
      onClose={closeDialog}
    >
      {sessions.length === 0 && <p role="alert">{t("noNumbers")}</p>}
      {sessions.length > 1 && (
        <Labelled id={`${id}-from`} label={t("from")}>
          <select id={`${id}-from`} value={session?.id} onChange={(event) => setFrom(event.target.value)} className={fieldClass}>
            {sessions.map((one) => (
              <option key={one.id} value={one.id}>
                {one.sessionName}
              </option>
            ))}
          </select>
        </Labelled>
      )}
      <Labelled id={`${id}-country`} label={t("country")}>
        <select id={`${id}-country`} value={region} onChange={(event) => setChosen(event.target.value as Region)} className={fieldClass}>
          {countries.map((country) => (
            <option key={country.region} value={country.region}>
              {`${names.of(country.region)} (+${country.code})`}
            </option>
          ))}
        </select>
      </Labelled>
      <Labelled id={`${id}-phone`} label={t("phone")}>
        <input
          id={`${id}-phone`}
          type="tel"
          inputMode="tel"
          autoComplete="off"
          autoFocus
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            check.reset();
          }}
          aria-describedby={`${id}-hint`}
          aria-invalid={problem !== null}
          className={fieldClass}
        />
        <p id={`${id}-hint`} role={problem ? "alert" : undefined} className={problem ? "text-[12.5px]/[18px] text-danger-soft-foreground" : "text-[12.5px]/[18px] text-muted"}>
          {problem ?? t("phoneHint")}
        </p>
      </Labelled>
    </DialogFrame>
  );
}

function Labelled({ id, label, children }: { id: string; label: string; children: React.ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-[13px] font-[550]">
        {label}
      </label>
      {children}
    </div>
  );
}
