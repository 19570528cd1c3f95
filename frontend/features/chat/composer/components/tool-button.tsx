import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

type Props = Omit<ComponentProps<"button">, "children"> & { icon: LucideIcon; label: string; filled?: boolean };

/** A button of the composer: an icon with a name, 36 px, or 40 on touch. */
export function ToolButton({ icon: Icon, label, filled, className, ...props }: Props) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={cn(
        "grid size-9 shrink-0 cursor-pointer place-items-center rounded-lg transition-colors duration-[90ms] disabled:cursor-default disabled:opacity-50 max-sm:size-10 pointer-coarse:size-10",
        filled
          ? "rounded-[9px] bg-accent text-accent-foreground hover:bg-accent-hover"
          : "text-muted hover:bg-default hover:text-foreground aria-expanded:bg-default aria-expanded:text-foreground",
        className,
      )}
      {...props}
    >
      <Icon aria-hidden className="size-5" strokeWidth={1.75} />
    </button>
  );
}
