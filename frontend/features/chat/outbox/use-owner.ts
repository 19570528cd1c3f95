"use client";

import { useEffect, useState } from "react";
import { auth } from "@/lib/supabase";

/** The id of the person who is signed in, in step with the other tabs; null if nobody is or it isn't known yet. */
export function useOwner(): string | null {
  const [owner, setOwner] = useState<string | null>(null);
  useEffect(() => {
    const { data } = auth().onAuthStateChange((_event, session) => setOwner(session?.user.id ?? null));
    return () => data.subscription.unsubscribe();
  }, []);
  return owner;
}
