import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** Something good to know, apart from the steps. */
export function HintBox({ icon: Icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <div className="flex w-full gap-3 rounded-[10px] bg-accent-soft px-3.5 py-3 text-[13.5px]/[19px] text-accent-soft-foreground">
      <Icon className="mt-px size-[18px] shrink-0 stroke-[1.75]" aria-hidden />
      <p>{children}</p>
    </div>
  );
}
