import type { ReactNode } from "react";

type Props = { title: string; hint?: string; children?: ReactNode };

/** Stands where there is nothing yet: one sentence, and the one thing to do about it. */
export function EmptyState({ title, hint, children }: Props) {
  return (
    <div className="mx-auto grid max-w-md justify-items-center gap-1.5 px-6 py-12 text-center">
      <h2>{title}</h2>
      {hint && <p className="text-muted">{hint}</p>}
      {children && <div className="mt-3">{children}</div>}
    </div>
  );
}
