import { cn } from "@/lib/cn";

/** A check in a circle that is drawn once, when it appears. */
export function DrawnCheck({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden className={cn("fill-none stroke-current stroke-[1.6]", className)} strokeLinecap="round" strokeLinejoin="round">
      <circle cx={12} cy={12} r={10} />
      <path
        d="m16 9-5.5 5.5L8 12"
        pathLength={1}
        strokeDasharray={1}
        className="[stroke-dashoffset:0] transition-[stroke-dashoffset] duration-300 motion-reduce:transition-none starting:[stroke-dashoffset:1]"
      />
    </svg>
  );
}
