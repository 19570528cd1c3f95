import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

type Props = { icon: LucideIcon; spinning?: boolean; tone?: "bad"; title: string; hint: string; children?: ReactNode };

/** What stands in the code's place: how it goes, and what to do. It is said aloud when it changes. */
export function LinkNotice({ icon: Icon, spinning, tone, title, hint, children }: Props) {
  return (
    <div className="grid justify-items-start gap-1.5">
      <Icon
        className={cn("mb-1.5 size-7 stroke-[1.6]", tone === "bad" ? "text-danger" : "text-accent", spinning && "animate-spin motion-reduce:animate-none")}
        aria-hidden
      />
      <div role="status" className="grid gap-1.5">
        <h2>{title}</h2>
        <p className="text-muted">{hint}</p>
      </div>
      {children && <div className="mt-3 flex w-full flex-wrap gap-2 [&>[role=progressbar]]:w-full">{children}</div>}
    </div>
  );
}
