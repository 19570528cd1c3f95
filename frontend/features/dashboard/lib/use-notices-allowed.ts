"use client";

import { useSyncExternalStore } from "react";

const subscribe = (changed: () => void) => {
  document.addEventListener("visibilitychange", changed);
  return () => document.removeEventListener("visibilitychange", changed);
};

/** Whether the browser may show notifications of ours. */
export const useNoticesAllowed = () =>
  useSyncExternalStore(subscribe, () => "Notification" in window && Notification.permission === "granted", () => false);
