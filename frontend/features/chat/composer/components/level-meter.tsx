"use client";

import { useEffect, useRef } from "react";

const BARS = 28;

/** Shows how loud it was in the last moments. It draws past React, 12 times a second. */
export function LevelMeter({ level, active }: { level: () => number; active: boolean }) {
  const bars = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => {
      const row = bars.current;
      const first = row?.firstElementChild;
      if (!row || !(first instanceof HTMLElement)) return;
      first.style.height = `${Math.max(8, Math.round(level() * 100))}%`;
      row.append(first);
    }, 80);
    return () => clearInterval(timer);
  }, [level, active]);
  return (
    <div ref={bars} aria-hidden className="flex h-6 min-w-0 flex-1 items-center gap-[3px] overflow-hidden">
      {Array.from({ length: BARS }, (_, index) => (
        <span key={index} className="w-[3px] shrink-0 rounded-full bg-accent" style={{ height: "8%" }} />
      ))}
    </div>
  );
}
