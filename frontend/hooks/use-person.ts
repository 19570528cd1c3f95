"use client";

import { useSyncExternalStore } from "react";
import { auth } from "@/lib/supabase";

/** Who is signed in, for what greets them. */
export type Person = { name: string | null; email: string };

let person: Person | null = null;

function subscribe(changed: () => void) {
  const { data } = auth().onAuthStateChange((_event, session) => {
    const name: unknown = session?.user.user_metadata.name;
    const next = session ? { name: typeof name === "string" && name.trim() ? name.trim() : null, email: session.user.email ?? "" } : null;
    if (next?.name === person?.name && next?.email === person?.email) return;
    person = next;
    changed();
  });
  return () => data.subscription.unsubscribe();
}

/** The signed-in person's name, as in their profile, and address; null until that is known. */
export const usePerson = () => useSyncExternalStore(subscribe, () => person, () => null);
