import type { ReactNode } from "react";

type Props = { label: string; figure: string; children: ReactNode };

/** One figure, and what to make of it. */
export function StatTile({ label, figure, children }: Props) {
  return (
    <div className="card-flat grid content-start px-3.5 pt-3 pb-[13px] sm:px-4.5 sm:pt-3.5 sm:pb-[15px]">
      <dt className="text-[13px] font-[550] text-muted">{label}</dt>
      <dd className="mt-0.5 text-[26px]/[34px] font-[620] tracking-[-0.022em] tabular-nums sm:text-[30px]/[38px]">{figure}</dd>
      <dd className="text-[12.5px]/[18px] text-muted sm:text-[13px]/[18px]">{children}</dd>
    </div>
  );
}
