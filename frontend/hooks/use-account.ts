"use client";

import type { User } from "@supabase/auth-js";
import { useSyncExternalStore } from "react";
import { greet } from "@/lib/browser-data";
import { AUTH_KEY, auth } from "@/lib/supabase";

/** Who is signed in: `undefined` until that is known, null if nobody is. */
export type Account = User | null | undefined;

let current: Account;
let listening = false;
const listeners = new Set<() => void>();

/** Who was signed in last. It helps when their token ended while Auth can't be reached: they are still signed in. */
function remembered(): User | null {
  try {
    return (JSON.parse(localStorage.getItem(AUTH_KEY) ?? "null") as { user?: User } | null)?.user ?? null;
  } catch {
    return null;
  }
}

function listen() {
  if (listening) return;
  listening = true;
  auth().onAuthStateChange((event, session) => {
    const next = session?.user ?? (event === "INITIAL_SESSION" ? remembered() : null);
    if (next?.id === current?.id && next?.updated_at === current?.updated_at && current !== undefined) return;
    if (next) greet(next.id);
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
