import type { ReactNode } from "react";

type Props = { id: string; title: string; children: ReactNode };

/** A part of the settings, which the page's own navigation leads to. */
export function SettingSection({ id, title, children }: Props) {
  return (
    <section id={id} tabIndex={-1} aria-labelledby={`${id}-title`} className="scroll-mt-6 outline-none">
      <h2 id={`${id}-title`} className="mb-2.5">
        {title}
      </h2>
      <div className="card-flat divide-y divide-separator">{children}</div>
    </section>
  );
}
