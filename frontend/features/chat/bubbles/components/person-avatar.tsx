import { UserRound } from "lucide-react";
import { dyeOf } from "@/features/chat/bubbles/lib/people";
import { cn } from "@/lib/cn";
import { initialsOf } from "@/lib/initials";

type Props = { name: string; address: string; className?: string };

/** The round sign of a person of whom we have no picture, in their colour. Their name stands beside it. */
export function PersonAvatar({ name, address, className }: Props) {
  const initials = initialsOf(name);
  return (
    <span
      aria-hidden
      style={{ "--dye": `var(--n${dyeOf(address)})` } as React.CSSProperties}
      className={cn("grid size-7 shrink-0 place-items-center rounded-full bg-[color-mix(in_oklab,var(--dye)_16%,var(--surface))] text-[10px] font-[650] text-(--dye)", className)}
    >
      {initials || <UserRound className="size-1/2" />}
    </span>
  );
}
