import { cn } from "@/lib/cn";

/** What is wrong with a number, or what it waits for. A healthy one carries no mark. */
export type NumberMark = "danger" | "waiting" | "busy" | "stopped";

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

const markColors: Record<NumberMark, string> = {
  danger: "bg-danger text-danger-foreground",
  waiting: "bg-warning text-warning-foreground",
  busy: "bg-accent text-accent-foreground",
  stopped: "bg-surface-tertiary text-muted",
};

const markSigns: Record<NumberMark, string> = { danger: "!", waiting: "⧗", busy: "•", stopped: "ıı" };

/** Our numbers are square, people are round. */
export function NumberBadge({ initials, color, name, mark, size = 36, className }: Props) {
  const hollow = mark === "busy" || mark === "stopped";
  return (
    <span
      title={name}
      aria-hidden
      style={{ "--dye": `var(--n${color})`, width: size, height: size, borderRadius: size * 0.28, fontSize: size * 0.36 } as React.CSSProperties}
      className={cn(
        "relative inline-grid shrink-0 place-items-center leading-none font-[650]",
        hollow ? "text-(--dye) inset-ring-[1.5px] inset-ring-(--dye)" : "bg-(--dye) text-number-foreground",
        className,
      )}
    >
      {initials}
      {mark && size >= 28 && (
        <span
          className={cn(
            "absolute -right-1.5 -bottom-1.5 grid size-4 place-items-center rounded-full text-[10px] leading-none font-bold shadow-[0_0_0_2px_var(--background)]",
            markColors[mark],
          )}
        >
          {markSigns[mark]}
        </span>
      )}
    </span>
  );
}
