"use client";

import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

type Props = { place: number; title: string; text: string; done: boolean; current: boolean; children?: ReactNode };

/** One step: done, to do now, or to come. */
export function FirstStepRow({ place, title, text, done, current, children }: Props) {
  const t = useTranslations("dashboard.first");
  return (
    <li aria-current={current ? "step" : undefined} className="grid grid-cols-[28px_minmax(0,1fr)] gap-4 py-4">
      <span
        className={cn(
          "grid size-7 place-items-center rounded-full border-[1.5px] text-[13px] font-[620]",
          done && "border-success bg-success text-success-foreground",
          current && "border-accent bg-accent text-accent-foreground",
          !done && !current && "border-(--field-border) text-muted",
        )}
      >
        {done ? <Check className="size-[15px] stroke-3" aria-label={t("done")} /> : place}
      </span>
      <div>
        <h2 className={cn("py-1 text-[15px]/5", done ? "font-[550] text-muted" : "font-semibold")}>{title}</h2>
        <p className="max-w-[56ch] text-muted">{text}</p>
        {children && <div className="mt-3.5">{children}</div>}
      </div>
    </li>
  );
}
