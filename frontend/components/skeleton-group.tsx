"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

type Props = { className?: string; children: ReactNode };

/** Holds the shape of a view that loads. It shows after 150 ms, so what comes at once doesn't flash. */
export function SkeletonGroup({ className, children }: Props) {
  const t = useTranslations("common");
  return (
    <div role="status" aria-busy="true" className={cn("transition-opacity delay-150 duration-[90ms] starting:opacity-0", className)}>
      <span className="sr-only">{t("loading")}</span>
      {children}
    </div>
  );
}
