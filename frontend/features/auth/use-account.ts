"use client";

import type { User } from "@supabase/auth-js";
import { useSyncExternalStore } from "react";
import { auth } from "@/lib/supabase";

/** Who is signed in: `undefined` until that is known, null if nobody is. */
export type Account = User | null | undefined;

let current: Account;
let listening = false;
const listeners = new Set<() => void>();

function listen() {
  if (listening) return;
  listening = true;
  auth().onAuthStateChange((_event, session) => {
    const next = session?.user ?? null;
    if (next?.id === current?.id && next?.updated_at === current?.updated_at && current !== undefined) return;
    current = next;
    listeners.forEach((tell) => tell());
  });
}

function subscribe(listener: () => void) {
  listen();
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The person who is signed in, in step with the other tabs. */
export function useAccount(): Account {
  return useSyncExternalStore(subscribe, () => current, () => undefined);
}
