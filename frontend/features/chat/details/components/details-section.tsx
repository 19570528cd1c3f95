import { type ReactNode, useId } from "react";

type Props = { title: string; aside?: ReactNode; children: ReactNode };

/** One part of the details, with its heading. */
export function DetailsSection({ title, aside, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-t border-separator px-[18px] py-4">
      <div className="mb-2.5 flex items-center justify-between gap-2">
        <h3 id={id} className="text-[12.5px]/4 font-semibold text-muted">
          {title}
        </h3>
        {aside}
      </div>
      {children}
    </section>
  );
}
