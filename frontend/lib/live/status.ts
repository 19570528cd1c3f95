import { useSyncExternalStore } from "react";

/** How news reach this tab. `caughtUp` lasts a moment after a gap; then it is `live` or `polling` again. */
export type LiveStatus = "connecting" | "live" | "polling" | "offline" | "caughtUp";

let current: LiveStatus = "connecting";
const listeners = new Set<() => void>();

export function setLiveStatus(next: LiveStatus) {
  if (next === current) return;
  current = next;
  listeners.forEach((tell) => tell());
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Whether the app hears of news, and how. */
export const useLiveStatus = () => useSyncExternalStore(subscribe, () => current, () => "connecting" as const);
