import { Logo } from "@/components/logo";

/** The picture of the product: threads of many dyes that run into one place. */
export function Threads() {
  return (
    <figure aria-hidden className="relative mt-1 mb-4.5">
      <svg viewBox="0 0 340 210" className="h-auto w-full mask-[linear-gradient(90deg,transparent,#000_34%)]">
        <g fill="none" strokeWidth="3" strokeLinecap="round">
          <path d="M0 24C120 24 150 105 236 105" stroke="var(--n1)" />
          <path d="M0 62C110 62 150 105 236 105" stroke="var(--n2)" />
          <path d="M0 105H236" stroke="var(--n4)" />
          <path d="M0 148C110 148 150 105 236 105" stroke="var(--n3)" />
          <path d="M0 186C120 186 150 105 236 105" stroke="var(--n7)" />
        </g>
      </svg>
      <Logo className="absolute start-[63.5%] top-[32.9%] w-[21.2%]" />
    </figure>
  );
}
