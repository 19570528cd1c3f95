import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

/** The column of a page that isn't the inbox. */
export function PageBody({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={cn("mx-auto max-w-[1180px] px-4 pt-4.5 pb-8 sm:px-9 sm:pt-7 sm:pb-12", className)}>{children}</div>;
}
