"use client";

import { CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { useId } from "react";
import { ThemePreview } from "@/features/settings/components/theme-preview";

const themes = ["light", "dark", "system"] as const;

/** Light, dark or as the system, each as a picture of itself. */
export function ThemeCards() {
  const t = useTranslations("settings.appearance");
  const { theme = "system", setTheme } = useTheme();
  const name = useId();
  return (
    <fieldset className="grid grid-cols-3 gap-2.5 p-3.5 sm:gap-3.5 sm:p-[18px]">
      <legend className="sr-only">{t("theme")}</legend>
      {themes.map((choice) => (
        <label key={choice} className="group cursor-pointer">
          <input type="radio" name={name} checked={theme === choice} onChange={() => setTheme(choice)} className="peer sr-only" />
          <span className="relative block h-[72px] overflow-hidden rounded-[10px] border border-border outline-offset-2 peer-checked:outline-2 peer-checked:outline-accent peer-focus-visible:outline-3 peer-focus-visible:outline-focus sm:h-[92px]">
            <ThemePreview theme={choice === "dark" ? "dark" : "light"} />
            {choice === "system" && (
              <span className="absolute inset-0 [clip-path:inset(0_0_0_50%)]">
                <ThemePreview theme="dark" />
              </span>
            )}
            <CircleCheck className="absolute end-1.5 bottom-1.5 size-[18px] rounded-full bg-surface text-accent not-group-has-checked:hidden" aria-hidden />
          </span>
          <span className="mt-2.5 block text-center text-[13px]/[18px] font-[550] text-balance">{t(choice)}</span>
        </label>
      ))}
    </fieldset>
  );
}
