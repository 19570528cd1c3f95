"use client";

import {
  Activity,
  CircleCheck,
  CirclePause,
  CircleX,
  Hourglass,
  KeyRound,
  LoaderCircle,
  type LucideIcon,
  QrCode,
  TriangleAlert,
} from "lucide-react";
import { StatusChip } from "@/components/status-chip";
import type { NumberState, NumberStateKey } from "@/lib/number-state";
import { useNumberWords } from "@/lib/number-words";

/** A number's state as a picture. */
export const numberIcons: Record<NumberStateKey, LucideIcon> = {
  stopped: CirclePause,
  stopping: LoaderCircle,
  deleting: LoaderCircle,
  starting: LoaderCircle,
  scan: QrCode,
  passkey: KeyRound,
  connected: CircleCheck,
  limited: Hourglass,
  quota: Hourglass,
  silent: Activity,
  unlinked: TriangleAlert,
  expired: TriangleAlert,
  broken: CircleX,
};

/** The word for a number's state, with its icon. */
export function NumberStatus({ state }: { state: NumberState }) {
  const words = useNumberWords();
  const icon = numberIcons[state.key];
  return (
    <StatusChip tone={state.tone} icon={icon} spinning={icon === LoaderCircle}>
      {words.word(state)}
    </StatusChip>
  );
}
