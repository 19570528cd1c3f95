type Props = { label: string; value: number; /** 0 while the end isn't known. */ max: number };

/** How far something has come. While its end is not known a part of the line breathes. */
export function ProgressLine({ label, value, max }: Props) {
  const percent = max > 0 ? Math.round((Math.min(value, max) / max) * 100) : undefined;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className="mt-1.5 h-[5px] overflow-hidden rounded-[3px] bg-surface-tertiary forced-colors:border"
    >
      <div
        style={{ width: `${percent ?? 30}%` }}
        className={`h-full rounded-[3px] bg-accent forced-colors:bg-[CanvasText] ${percent === undefined ? "animate-pulse motion-reduce:animate-none" : "transition-[width]"}`}
      />
    </div>
  );
}
