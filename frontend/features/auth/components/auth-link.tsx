import Link from "next/link";
import type { ReactNode } from "react";

/** A link between the pages before signing in. Each is small, so none is loaded ahead. */
export function AuthLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} prefetch={false} className="font-[550] text-link hover:underline">
      {children}
    </Link>
  );
}
