import { type ComponentProps, type ReactNode, useId } from "react";

export type FieldProps = ComponentProps<"input"> & {
  label: string;
  /** What is wrong with what is in the field. */
  error?: string | false;
  /** Helps before anything is wrong. */
  hint?: string;
  /** Stands at the end of the label's line. */
  aside?: ReactNode;
};

/** A field with its label, its hint, and its error in the place of the hint. Children stand inside, at the field's end. */
export function TextField({ label, error, hint, aside, children, ...input }: FieldProps) {
  const id = useId();
  const note = error || hint;
  return (
    <div className="grid gap-1.5">
      <div className="flex justify-between text-[13px]/[18px]">
        <label htmlFor={id} className="font-[550]">
          {label}
        </label>
        {aside}
      </div>
      <div className="relative">
        <input
          {...input}
          id={id}
          aria-invalid={Boolean(error)}
          data-invalid={Boolean(error)}
          aria-describedby={note ? `${id}-note` : undefined}
          className={`input h-[46px] w-full sm:h-11 ${children ? "pe-12" : ""}`}
        />
        {children}
      </div>
      {note && (
        <p
          id={`${id}-note`}
          role={error ? "alert" : undefined}
          className={`text-[12.5px]/[18px] ${error ? "text-danger-soft-foreground" : "text-muted"}`}
        >
          {note}
        </p>
      )}
    </div>
  );
}
