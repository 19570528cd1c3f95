import type { LucideIcon } from "lucide-react";
import { cn } from "@/lib/cn";

type Props = {
  label: string;
  icon: LucideIcon;
  pressed?: boolean;
  /** It opens a menu. */
  menu?: boolean;
  onPress: (element: HTMLElement) => void;
  className?: string;
};

/** A tool of the conversation: an icon that says what it does. */
export function HeaderButton({ label, icon: Icon, pressed, menu, onPress, className }: Props) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      aria-haspopup={menu ? "menu" : undefined}
      onClick={(event) => onPress(event.currentTarget)}
      className={cn(
        "grid size-9 shrink-0 place-items-center rounded-lg text-muted transition-colors duration-[90ms] hover:bg-default hover:text-foreground aria-pressed:bg-default aria-pressed:text-foreground max-sm:size-10",
        className,
      )}
    >
      <Icon aria-hidden className="size-[18px]" strokeWidth={1.75} />
    </button>
  );
}
