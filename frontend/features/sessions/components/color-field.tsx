"use client";

import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";

type Props = { value: number; onChange: (color: number) => void };

/** The dye of a number, one of ten. */
export function ColorField({ value, onChange }: Props) {
  const t = useTranslations("sessions.edit");
  const name = useId();
  const colors = [
    t("colors.n1"),
    t("colors.n2"),
    t("colors.n3"),
    t("colors.n4"),
    t("colors.n5"),
    t("colors.n6"),
    t("colors.n7"),
    t("colors.n8"),
    t("colors.n9"),
    t("colors.n10"),
  ];
  return (
    <fieldset>
      <legend className="mb-1.5 text-[13px] font-[550]">{t("color")}</legend>
      <div className="flex flex-wrap gap-2">
        {colors.map((label, index) => (
          <label key={label} title={label} className="relative size-10 cursor-pointer sm:size-9">
            <input
              type="radio"
              name={name}
              aria-label={label}
              checked={value === index + 1}
              onChange={() => onChange(index + 1)}
              className="peer absolute inset-0 size-full cursor-pointer appearance-none rounded-[28%] outline-offset-3"
            />
            <span
              aria-hidden
              style={{ background: `var(--n${index + 1})` }}
              className="pointer-events-none grid size-full place-items-center rounded-[28%] text-number-foreground peer-checked:ring-2 peer-checked:ring-foreground peer-checked:ring-offset-2 peer-checked:ring-offset-overlay [&>svg]:hidden peer-checked:[&>svg]:block forced-colors:border"
            >
              <Check className="size-5" strokeWidth={3} />
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
