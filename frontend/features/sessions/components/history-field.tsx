"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import type { NewSessionForm } from "@/features/sessions/lib/session-form";

type Days = NewSessionForm["historyDays"];
type Props = { value: Days; onChange: (days: Days) => void };

/** How many days of the past come in when the phone is linked. */
export function HistoryField({ value, onChange }: Props) {
  const t = useTranslations("sessions.create");
  const name = useId();
  const choices: { days: Days; label: string; hint: string }[] = [
    { days: 0, label: t("days0"), hint: t("days0Hint") },
    { days: 7, label: t("days7"), hint: t("days7Hint") },
    { days: 30, label: t("days30"), hint: t("days30Hint") },
    { days: 90, label: t("days90"), hint: t("days90Hint") },
  ];
  return (
    <fieldset>
      <legend className="text-[13px] font-[550]">{t("history")}</legend>
      <p className="mb-2.5 text-[12.5px]/[18px] text-muted">{t("historyHint")}</p>
      <div className="grid gap-2 sm:grid-cols-2">
        {choices.map(({ days, label, hint }) => (
          <label
            key={days}
            className="flex min-h-14 cursor-pointer items-center gap-3 rounded-[10px] border border-border px-3.5 py-2.5 transition-colors duration-[90ms] hover:bg-surface-secondary has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name={name}
              checked={value === days}
              onChange={() => onChange(days)}
              className="size-4 shrink-0 cursor-pointer accent-accent outline-none"
            />
            <span>
              <span className="block font-[550]">{label}</span>
              <span className="block text-[12.5px]/[18px] text-muted">{hint}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
