import type { SVGProps } from "react";

/** An exclamation mark, drawn as the other icons are. */
export function Bang(props: SVGProps<SVGSVGElement>) {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth={2} strokeLinecap="round" {...props}>
      <path d="M12 5v8M12 18.5v.5" />
    </svg>
  );
}
