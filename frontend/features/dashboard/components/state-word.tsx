"use client";

import { LoaderCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import { numberIcons } from "@/components/number-status";
import { StatusChip } from "@/components/status-chip";
import type { NumberState } from "@/lib/number-state";

/** A number's state in so few words that they fit beside its name. */
export function StateWord({ state }: { state: NumberState }) {
  const t = useTranslations("dashboard.numbers.state");
  const icon = numberIcons[state.key];
  return (
    <StatusChip tone={state.tone} icon={icon} spinning={icon === LoaderCircle}>
      {t(state.key)}
    </StatusChip>
  );
}
