import { Description, Dropdown, Label } from "@heroui/react";
import type { LucideIcon } from "lucide-react";
import { cn } from "@/lib/cn";

type Props = { icon: LucideIcon; label: string; hint: string; danger?: boolean; onAction: () => void };

/** An entry of a menu: what it is called, and what it does. */
export function MenuEntry({ icon: Icon, label, hint, danger, onAction }: Props) {
  const color = danger ? "text-danger-soft-foreground" : undefined;
  return (
    <Dropdown.Item textValue={label} onAction={onAction} className="min-h-11 items-start gap-2.5 rounded-2xl px-2.5 py-2">
      <Icon className={cn("mt-0.5 size-4 shrink-0", color ?? "text-muted")} aria-hidden />
      <span className="grid">
        <Label className={cn("text-sm font-[550]", color)}>{label}</Label>
        <Description className="text-[12.5px]/[17px] text-muted">{hint}</Description>
      </span>
    </Dropdown.Item>
  );
}
