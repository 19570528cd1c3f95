import { Hourglass, LoaderCircle, type LucideIcon, Pause, QrCode } from "lucide-react";
import { Bang } from "@/components/bang";
import { cn } from "@/lib/cn";

/** What is wrong with a number, or what it waits for. A healthy one carries no mark. */
export type NumberMark = "danger" | "waiting" | "scan" | "busy" | "stopped";

type Props = {
  initials: string;
  /** The dye of the number, 1 to 10. */
  color: number;
  /** The number's name, for the pointer; the text beside the badge says it to screen readers. */
  name: string;
  mark?: NumberMark;
  /** Side in pixels. */
  size?: 18 | 22 | 28 | 32 | 36 | 44;
  className?: string;
};

const marks: Record<NumberMark, { icon: LucideIcon | typeof Bang; className: string; hollow: boolean }> = {
  danger: { icon: Bang, className: "bg-danger text-danger-foreground", hollow: false },
  waiting: { icon: Hourglass, className: "bg-warning text-warning-foreground", hollow: false },
  scan: { icon: QrCode, className: "bg-accent text-accent-foreground", hollow: true },
  busy: { icon: LoaderCircle, className: "bg-accent text-accent-foreground", hollow: true },
  stopped: { icon: Pause, className: "bg-surface-tertiary text-muted", hollow: true },
};

/** Our numbers are square, people are round. The mark is ringed in `--ring`, the colour of what is behind the badge. */
export function NumberBadge({ initials, color, name, mark, size = 36, className }: Props) {
  const sign = mark && size >= 28 ? marks[mark] : undefined;
  return (
    <span
      title={name}
      aria-hidden
      style={{ "--dye": `var(--n${color})`, width: size, height: size, borderRadius: size * 0.28, fontSize: size * 0.36 } as React.CSSProperties}
      className={cn(
        "relative inline-grid shrink-0 place-items-center leading-none font-[650] forced-colors:border",
        mark && marks[mark].hollow ? "text-(--dye) inset-ring-[1.5px] inset-ring-(--dye)" : "bg-(--dye) text-number-foreground",
        className,
      )}
    >
      {initials}
      {sign && (
        <span
          className={cn(
            "absolute grid place-items-center rounded-full shadow-[0_0_0_2px_var(--ring,var(--background))]",
            size > 32 ? "-end-[5px] -bottom-[5px] size-4" : "-end-[7px] -bottom-[7px] size-[15px]",
            sign.className,
          )}
        >
          <sign.icon className="size-2.5" strokeWidth={3} />
        </span>
      )}
    </span>
  );
}
