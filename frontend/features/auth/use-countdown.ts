"use client";

import { useEffect, useState } from "react";

/** Seconds that are left, from `start` to 0, and how to start anew. */
export function useCountdown(start: number): [left: number, restart: () => void] {
  const [left, setLeft] = useState(start);
  const running = left > 0;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setLeft((seconds) => seconds - 1), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return [left, () => setLeft(start)];
}
