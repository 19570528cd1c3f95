import type { ReactNode } from "react";

type Props = {
  title: ReactNode;
  hint?: ReactNode;
  /** Id of the hint, for the control that it describes. */
  hintId?: string;
  /** Id of the control that the title names. */
  controlId?: string;
  children?: ReactNode;
};

/** One setting: what it is, what it means, and its control at the end. */
export function SettingRow({ title, hint, hintId, controlId, children }: Props) {
  const Title = controlId ? "label" : "p";
  return (
    <div className="flex min-h-16 flex-wrap items-center gap-x-4 gap-y-2.5 px-3.5 py-[11px] sm:min-h-[60px] sm:px-[18px]">
      <div className="min-w-40 flex-1">
        <Title htmlFor={controlId} className="font-[550]">
          {title}
        </Title>
        {hint && (
          <p id={hintId} className="text-[13px]/[18px] text-muted">
            {hint}
          </p>
        )}
      </div>
      {children}
    </div>
  );
}
