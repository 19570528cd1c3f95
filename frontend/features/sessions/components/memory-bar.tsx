import type { Segment } from "@/features/sessions/lib/capacity";

type Props = {
  label: string;
  segments: Segment[];
  /** Bytes that the whole bar stands for; 0 if there is no limit, and then it is full. */
  limit: number;
};

/** One bar of memory: a part for each number in its dye, then what is free. */
export function MemoryBar({ label, segments, limit }: Props) {
  const used = segments.reduce((sum, { bytes }) => sum + bytes, 0);
  const free = limit > 0 ? Math.max(0, limit - used) : Number(used === 0);
  return (
    <div role="img" aria-label={label} className="mt-3 mb-[11px] flex h-2.5 gap-0.5">
      {segments.map(({ session, bytes }) => (
        <span
          key={session.id}
          style={{ flex: bytes, background: `var(--n${session.color})` }}
          className="rounded-xs first:rounded-s-[5px] last:rounded-e-[5px] forced-colors:border"
        />
      ))}
      {free > 0 && <span style={{ flex: free }} className="rounded-xs bg-surface-tertiary first:rounded-s-[5px] last:rounded-e-[5px]" />}
    </div>
  );
}
