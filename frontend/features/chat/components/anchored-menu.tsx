"use client";

import { Dropdown } from "@heroui/react";
import type { LucideIcon } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { cn } from "@/lib/cn";

/** A place on screen, in pixels from its upper left. */
export type Anchor = { x: number; y: number; width: number; height: number };

export type MenuEntry = {
  id: string;
  label: string;
  icon?: LucideIcon;
  /** Stands in the icon's place. */
  lead?: ReactNode;
  /** The keys that do the same. */
  keys?: string;
  checked?: boolean;
  onAction: () => void;
};

type Props = { label: string; anchor: Anchor; entries: MenuEntry[]; onClose: () => void };

/** A menu at a place on screen: below what opened it, or where the pointer was. Loaded when the first one opens. */
export function AnchoredMenu({ label, anchor, entries, onClose }: Props) {
  const trigger = useRef<HTMLSpanElement>(null);
  return (
    <>
      <span
        ref={trigger}
        aria-hidden
        className="pointer-events-none fixed"
        style={{ left: anchor.x, top: anchor.y, width: anchor.width, height: anchor.height }}
      />
      <Dropdown.Popover aria-label={label} triggerRef={trigger} isOpen onOpenChange={(open) => !open && onClose()} placement="bottom start" className="dropdown__popover min-w-56 rounded-3xl">
        <Dropdown.Menu aria-label={label} autoFocus="first" onClose={onClose} className="dropdown__menu">
          {entries.map(({ id, label: text, icon: Icon, lead, keys, checked, onAction }) => (
            <Dropdown.Item key={id} id={id} textValue={text} onAction={onAction} className={cn("min-h-9 gap-2.5 max-sm:min-h-11", checked && "font-semibold")}>
              {lead ?? (Icon && <Icon aria-hidden className="size-[17px] shrink-0 text-muted" strokeWidth={1.75} />)}
              <span className="flex-1 truncate">{text}</span>
              {checked && <span aria-hidden>✓</span>}
              {keys && <kbd className="ms-4 font-sans text-xs text-muted">{keys}</kbd>}
            </Dropdown.Item>
          ))}
        </Dropdown.Menu>
      </Dropdown.Popover>
    </>
  );
}
