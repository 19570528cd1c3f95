import type { ReactNode } from "react";

/** What to do, in order. */
export function StepList({ steps }: { steps: ReactNode[] }) {
  return (
    <ol className="grid gap-3.5 sm:gap-5">
      {steps.map((step, index) => (
        <li key={index} className="grid grid-cols-[28px_1fr] gap-3 text-[15.5px]/[22px] sm:gap-3.5 sm:text-base/6">
          <span
            aria-hidden
            className="-mt-0.5 size-7 rounded-full border-[1.5px] border-field-border text-center text-[13px]/[25px] font-[620] text-muted tabular-nums"
          >
            {index + 1}
          </span>
          <div>{step}</div>
        </li>
      ))}
    </ol>
  );
}
