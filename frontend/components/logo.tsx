/** An open bubble that is also a C, and the dot that arrives in its opening. */
export function Logo({ className, size }: { className?: string; size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden className={className}>
      <rect width="32" height="32" rx="9" fill="#2550a4" />
      <path d="M20.9 10.6A8 8 0 1 0 20.9 21.4" fill="none" stroke="#fff" strokeWidth="3.4" strokeLinecap="round" />
      <path d="M7.7 18.9 6.9 25.2l5.7-1.6z" fill="#fff" stroke="#fff" strokeWidth="1.2" strokeLinejoin="round" />
      <circle cx="23.6" cy="16" r="2.7" fill="#f5b84a" />
    </svg>
  );
}
