"use client";

import { useSearchParams } from "next/navigation";

/** The query that keeps, between the pages before signing in, where the person wanted to go. */
export function useNextQuery(): string {
  const next = useSearchParams().get("next");
  return next ? `?next=${encodeURIComponent(next)}` : "";
}
