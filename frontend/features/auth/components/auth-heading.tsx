/** The title of a page before signing in, and the line below it. */
export function AuthHeading({ title, children }: { title: string; children?: React.ReactNode }) {
  return (
    <header className="mb-7">
      <h1 className="text-[26px]/[32px]">{title}</h1>
      {children && <p className="mt-0.5 text-muted">{children}</p>}
    </header>
  );
}
