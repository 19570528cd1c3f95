import { ChevronDown } from "lucide-react";
import { type ReactNode, useId } from "react";
import { SettingRow } from "@/features/settings/components/setting-row";

type Props<T extends string> = {
  title: string;
  hint?: string;
  value: T;
  options: { value: T; label: string }[];
  onChange: (value: T) => void;
  /** More controls of the same setting. */
  children?: ReactNode;
};

/** A setting with a few values, each with a name. */
export function SelectRow<T extends string>({ title, hint, value, options, onChange, children }: Props<T>) {
  const id = useId();
  return (
    <SettingRow title={title} hint={hint} controlId={id} hintId={`${id}-hint`}>
      <span className="relative inline-flex items-center">
        <select
          id={id}
          value={value}
          aria-describedby={hint && `${id}-hint`}
          onChange={(event) => onChange(options[event.target.selectedIndex]?.value ?? value)}
          className="input h-10 appearance-none ps-3 pe-9 font-[550] sm:h-9"
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown className="pointer-events-none absolute end-2.5 size-4 text-muted" aria-hidden />
      </span>
      {children}
    </SettingRow>
  );
}
