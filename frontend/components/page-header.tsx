import type { ReactNode } from "react";

type Props = { title: string; subtitle?: string; children?: ReactNode };

/** A page's title, a line below it, and its actions at the side. */
export function PageHeader({ title, subtitle, children }: Props) {
  return (
    <header className="mb-4 flex flex-wrap items-end gap-4 sm:mb-[22px]">
      <div className="min-w-0 flex-1">
        <h1>{title}</h1>
        {subtitle && <p className="mt-0.5 text-muted">{subtitle}</p>}
      </div>
      {children}
    </header>
  );
}
