"use client";

import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

type Props<T extends string> = {
  label: string;
  value: T;
  options: { value: T; label: ReactNode }[];
  onChange: (value: T) => void;
  className?: string;
};

/** One choice of a few, side by side, which takes effect at once. */
export function Segments<T extends string>({ label, value, options, onChange, className }: Props<T>) {
  return (
    <div
      role="group"
      aria-label={label}
      className={cn("scroll-hint-x inline-flex max-w-full gap-0.5 overflow-x-auto rounded-[10px] p-[3px] [--ground:var(--surface-tertiary)] [scrollbar-width:none]", className)}
    >
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className="inline-flex h-10 flex-auto cursor-pointer items-center justify-center gap-1.5 rounded-[7px] px-3 max-[359px]:px-1.5 text-[13px] font-[550] whitespace-nowrap text-muted transition-colors duration-[90ms] hover:text-foreground focus-visible:-outline-offset-2 aria-pressed:bg-segment aria-pressed:text-foreground aria-pressed:shadow-[0_1px_2px_oklch(0.2_0.02_75/0.1)] sm:h-[30px] forced-colors:aria-pressed:outline"
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
