import { CircleAlert, Mic } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Tick } from "@/features/chat/bubbles/lib/tick";
import { cn } from "@/lib/cn";

const paths: Partial<Record<Tick, string>> = {
  clock: "M6 1.4a4.6 4.6 0 1 0 0 9.2 4.6 4.6 0 0 0 0-9.2M6 3.6V6l1.6 1",
  sent: "m1.5 6.5 3 3 6-7",
  delivered: "m1.5 6.5 3 3 6-7M8.2 8.6l.9.9 6.2-7",
  read: "m1.5 6.5 3 3 6-7M8.2 8.6l.9.9 6.2-7",
};

/** How far an own message came: a drawing, and the words for it. */
export function TickMark({ tick, className }: { tick: Tick; className?: string }) {
  const t = useTranslations("conversation.tick");
  const label = { clock: t("clock"), sent: t("sent"), delivered: t("delivered"), read: t("read"), played: t("played"), failed: t("failed") }[tick];
  if (tick === "failed") return <CircleAlert role="img" aria-label={label} className={cn("size-3.5 text-danger", className)} />;
  if (tick === "played") return <Mic role="img" aria-label={label} className={cn("size-3.5 text-tick-read", className)} />;
  const wide = tick === "delivered" || tick === "read";
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={wide ? "0 0 18 12" : "0 0 12 12"}
      className={cn(
        "h-3 fill-none stroke-tick stroke-[1.6] [stroke-linecap:round] [stroke-linejoin:round] forced-colors:stroke-[CanvasText]",
        wide ? "w-[18px]" : "w-3",
        tick === "read" && "stroke-tick-read stroke-[2.1]",
        className,
      )}
    >
      <path d={paths[tick]} />
    </svg>
  );
}
