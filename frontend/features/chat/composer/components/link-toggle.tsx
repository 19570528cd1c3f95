"use client";

import { Link2 } from "lucide-react";
import { useTranslations } from "next-intl";

type Props = { link: string; on: boolean; onChange: (on: boolean) => void };

/** Asks whether WhatsApp shall show what the first link leads to. */
export function LinkToggle({ link, on, onChange }: Props) {
  const t = useTranslations("composer.link");
  return (
    <label className="mx-2 mt-2 flex min-h-9 cursor-pointer items-center gap-2 rounded-lg bg-surface-secondary px-3 text-[13px] pointer-coarse:min-h-10">
      <Link2 aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="shrink-0">{t("on")}</span>
      <span className="min-w-0 flex-1 truncate text-muted">{link}</span>
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} className="size-4 accent-(--accent)" />
    </label>
  );
}
