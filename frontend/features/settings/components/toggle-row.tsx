import { useId } from "react";
import { SettingRow } from "@/features/settings/components/setting-row";

type Props = { title: string; hint?: string; value: boolean; disabled?: boolean; onChange: (value: boolean) => void };

/** A setting that is on or off. */
export function ToggleRow({ title, hint, value, disabled, onChange }: Props) {
  const id = useId();
  return (
    <SettingRow title={title} hint={hint} controlId={id} hintId={`${id}-hint`}>
      <span className="relative inline-grid size-10 w-[46px] shrink-0 place-items-center">
        <input
          id={id}
          type="checkbox"
          role="switch"
          checked={value}
          disabled={disabled}
          aria-describedby={hint && `${id}-hint`}
          onChange={(event) => onChange(event.target.checked)}
          className="peer absolute inset-0 z-10 size-full cursor-pointer opacity-0 disabled:cursor-not-allowed"
        />
        <span
          aria-hidden
          className="h-[22px] w-[38px] rounded-full bg-(--field-border) outline-offset-2 transition-colors duration-[160ms] peer-checked:bg-accent peer-focus-visible:outline-2 peer-focus-visible:outline-focus peer-disabled:opacity-50 forced-colors:border"
        />
        <span
          aria-hidden
          className="absolute start-[7px] size-4 rounded-full bg-surface transition-transform duration-[160ms] ease-(--ease-out-soft) peer-checked:translate-x-4 peer-checked:bg-accent-foreground rtl:peer-checked:-translate-x-4 forced-colors:bg-[CanvasText]"
        />
      </span>
    </SettingRow>
  );
}
