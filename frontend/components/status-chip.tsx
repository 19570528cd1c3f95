import type { LucideIcon } from "lucide-react";
import { cn } from "@/lib/cn";
import type { NumberTone } from "@/lib/number-state";

type Props = { tone: NumberTone; icon: LucideIcon; spinning?: boolean; children: string; className?: string };

const tones: Record<NumberTone, string> = {
  ok: "text-success-soft-foreground",
  bad: "text-danger-soft-foreground",
  wait: "text-warning-soft-foreground",
  busy: "text-accent-soft-foreground",
  idle: "text-muted",
};

/** A state as icon and word, never as a colour alone. */
export function StatusChip({ tone, icon: Icon, spinning, children, className }: Props) {
  return (
    <span className={cn("inline-flex items-center gap-1.5 text-[13px]/[18px] font-[550]", tones[tone], className)}>
      <Icon className={cn("size-[15px] shrink-0 stroke-[2.2]", spinning && "animate-spin motion-reduce:animate-none")} aria-hidden />
      {children}
    </span>
  );
}
