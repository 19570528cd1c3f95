"use client";

import { useSyncExternalStore } from "react";

const events = ["focus", "blur"] as const;

function subscribe(listener: () => void) {
  events.forEach((event) => window.addEventListener(event, listener));
  document.addEventListener("visibilitychange", listener);
  return () => {
    events.forEach((event) => window.removeEventListener(event, listener));
    document.removeEventListener("visibilitychange", listener);
  };
}

/** Whether the person looks at this tab and may type into it. */
export const isFocused = () => document.visibilityState === "visible" && document.hasFocus();

export const useFocused = () => useSyncExternalStore(subscribe, isFocused, () => false);
