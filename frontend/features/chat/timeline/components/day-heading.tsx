import { DayLabel } from "@/features/chat/timeline/components/day-label";

/** Where another day begins. */
export function DayHeading({ day }: { day: string }) {
  return (
    <div className="flex justify-center pt-3 pb-2.5">
      <DayLabel day={day} />
    </div>
  );
}
