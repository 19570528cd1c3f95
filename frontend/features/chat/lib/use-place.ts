"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { type Place, placeHref, readPlace } from "@/features/chat/lib/place";

/** Where the address says that the person is, which may be ahead of what is on screen. */
export const currentPlace = () => readPlace(new URLSearchParams(window.location.search));

/** Whether the inbox is the page that the address names. */
export const isInbox = () => window.location.pathname === "/chat";

/** The place in the inbox and a way to go to another one. Within the inbox the server isn't asked for it. */
export function usePlace() {
  const router = useRouter();
  const params = useSearchParams();
  const place = useMemo(() => readPlace(params), [params]);
  const go = useCallback(
    (next: Partial<Place>) => {
      if (!isInbox()) return router.push(placeHref({ sessionId: null, filter: "all", chat: null, ...next }));
      const from = currentPlace();
      const href = placeHref({ ...from, ...next });
      if (href !== placeHref(from)) window.history.pushState(null, "", href);
    },
    [router],
  );
  return { place, go };
}
