"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { type Place, placeHref, readPlace } from "@/features/chat/lib/place";

/** The place in the inbox and a way to go to another one, which the server isn't asked for. */
export function usePlace() {
  const params = useSearchParams();
  const place = useMemo(() => readPlace(params), [params]);
  const go = useCallback(
    (next: Partial<Place>) => {
      const href = placeHref({ ...place, ...next });
      if (href !== placeHref(place)) window.history.pushState(null, "", href);
    },
    [place],
  );
  return { place, go };
}
