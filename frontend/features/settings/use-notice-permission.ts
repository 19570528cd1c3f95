"use client";

import { useSyncExternalStore } from "react";

/** What the browser says about notifications; `unsupported` if it has none, as on an iPhone outside of an installed app. */
export type NoticePermission = NotificationPermission | "unsupported";

const listeners = new Set<() => void>();
const read = (): NoticePermission => ("Notification" in window ? Notification.permission : "unsupported");
const tell = () => listeners.forEach((listener) => listener());

function subscribe(listener: () => void) {
  listeners.add(listener);
  window.addEventListener("focus", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("focus", listener);
  };
}

/** Asks the browser's permission. Only a press of the person may call it. */
export async function askForNotices(): Promise<boolean> {
  const granted = (await Notification.requestPermission()) === "granted";
  tell();
  return granted;
}

/** Whether the browser shows our notifications. It is read again when the person comes back from the browser's settings. */
export const useNoticePermission = () => useSyncExternalStore(subscribe, read, () => "default" as const);
