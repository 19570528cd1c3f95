import type { ReactNode } from "react";

/** The column of a page that isn't the inbox. */
export function PageBody({ children }: { children: ReactNode }) {
  return <div className="mx-auto max-w-[1180px] px-4 pt-4.5 pb-8 sm:px-9 sm:pt-7 sm:pb-12">{children}</div>;
}
