"use client";

import { Description, Label, Switch } from "@heroui/react";

type Props = { label: string; hint: string; value: boolean; onChange: (value: boolean) => void };

/** Something that is on or off, with what it means below its name. */
export function SwitchField({ label, hint, value, onChange }: Props) {
  return (
    <Switch isSelected={value} onChange={onChange} className="[--switch-control-bg:var(--field-border)]">
      <Switch.Content className="min-h-9 gap-3">
        <Switch.Control className="rounded-full">
          <Switch.Thumb className="rounded-full" />
        </Switch.Control>
        <Label className="text-sm font-[550]">{label}</Label>
      </Switch.Content>
      <Description className="-mt-1 text-[12.5px]/[18px] text-muted">{hint}</Description>
    </Switch>
  );
}
