import { memo } from "react";
import { DayLabel } from "@/features/chat/timeline/components/day-label";
import { cn } from "@/lib/cn";

type Props = { day: string | null; moving: boolean };

/** The day of what is at the top of the screen, while one scrolls. */
export const DayChip = memo(function DayChip({ day, moving }: Props) {
  if (!day) return null;
  return (
    <div aria-hidden className={cn("pointer-events-none absolute inset-x-0 top-2 z-10 flex justify-center transition-opacity duration-[160ms]", moving ? "opacity-100" : "opacity-0 delay-700")}>
      <DayLabel day={day} />
    </div>
  );
});
