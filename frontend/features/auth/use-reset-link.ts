"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { auth } from "@/lib/supabase";

/** A link of a mail: being looked at, of no use, or good. A `tokenHash` is used up only when the person saves. */
export type ResetLink = { state: "checking" } | { state: "bad" } | { state: "good"; tokenHash: string | null };

/** Reads the link by which the person came. It leaves the address bar at once. */
export function useResetLink(): ResetLink {
  const query = useSearchParams();
  // The query changes when it leaves the address bar, so what it was is kept.
  const [{ tokenHash, code }] = useState(() => ({ tokenHash: query.get("token_hash"), code: query.get("code") }));
  const [codeState, setCodeState] = useState<"checking" | "bad" | "good">("checking");

  useEffect(() => {
    if (tokenHash) return window.history.replaceState(null, "", window.location.pathname);
    let gone = false;
    // The client exchanges the code while it starts, and takes it out of the address when that worked.
    void auth()
      .initialize()
      .then(({ error }) => {
        const used = code !== null && !error && !new URLSearchParams(window.location.search).has("code");
        if (!gone) setCodeState(used ? "good" : "bad");
      });
    return () => {
      gone = true;
    };
  }, [tokenHash, code]);

  if (tokenHash) return { state: "good", tokenHash };
  return codeState === "good" ? { state: "good", tokenHash: null } : { state: codeState };
}
