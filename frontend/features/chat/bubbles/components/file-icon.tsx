const colors: Record<string, string> = { PDF: "danger", XLS: "success", XLSX: "success", CSV: "success", ZIP: "warning", RAR: "warning" };

/** A page with the kind of a document on it. */
export function FileIcon({ extension }: { extension: string }) {
  const color = colors[extension] ?? "accent";
  return (
    <svg viewBox="0 0 34 40" aria-hidden className="h-10 w-[34px] shrink-0">
      <path d="M4 1h18l11 11v24a3 3 0 0 1-3 3H4a3 3 0 0 1-3-3V4a3 3 0 0 1 3-3z" fill="var(--surface)" stroke="var(--border)" />
      <path d="M22 1v8a3 3 0 0 0 3 3h8" fill="none" stroke="var(--border)" />
      {extension && <rect x="3" y="21" width="28" height="11" rx="3" fill={`var(--${color})`} />}
      <text x="17" y="29.2" textAnchor="middle" fontSize="7.5" fontWeight="700" fill={`var(--${color}-foreground)`}>
        {extension}
      </text>
    </svg>
  );
}
