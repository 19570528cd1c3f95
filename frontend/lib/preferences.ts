import { create } from "zustand";
import { persist } from "zustand/middleware";

export type ChatTextSize = "small" | "normal" | "large";
export type Sound = "none" | "soft" | "bell";

/** How this browser behaves for whoever uses it. Nothing here says anything about a person. */
export type Preferences = {
  /** Enter sends and Shift+Enter breaks the line; otherwise Ctrl+Enter (⌘+Enter) sends. */
  enterSends: boolean;
  /** Whether single letters work as shortcuts outside of fields (WCAG 2.1.4). */
  letterShortcuts: boolean;
  chatTextSize: ChatTextSize;
  /** Whether the person wants desktop notifications. The browser's permission is needed as well. */
  notifications: boolean;
  /** Whether a notification shows what was written, or only that something was. */
  notificationText: boolean;
  sound: Sound;
  /** 0 to 1. */
  soundVolume: number;
  /** Start of the quiet hours as HH:mm on the device's clock; null if there are none. May be later than their end. */
  quietFrom: string | null;
  quietTo: string | null;
  /** Whether photos are fetched by themselves. */
  mediaAuto: boolean;
};

export const defaultPreferences: Preferences = {
  enterSends: true,
  letterShortcuts: true,
  chatTextSize: "normal",
  notifications: false,
  notificationText: true,
  sound: "soft",
  soundVolume: 0.6,
  quietFrom: null,
  quietTo: null,
  mediaAuto: true,
};

const KEY = "conectafy-preferences";

/** What the person set, kept in this browser. Change it by `usePreferences.setState({ … })`. */
export const usePreferences = create<Preferences>()(persist(() => defaultPreferences, { name: KEY, version: 1 }));

/** Takes over what another tab sets, until the function that it gives is called. */
export function followOtherTabs(): () => void {
  const reread = (event: StorageEvent) => {
    if (event.key === KEY) void usePreferences.persist.rehydrate();
  };
  window.addEventListener("storage", reread);
  return () => window.removeEventListener("storage", reread);
}

/** Minutes since midnight of HH:mm. */
const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Whether neither sound nor notification may come now. Quiet hours may go over midnight; equal ends mean the whole day. */
export function isQuiet({ quietFrom, quietTo }: Pick<Preferences, "quietFrom" | "quietTo">, now: Date): boolean {
  if (quietFrom === null || quietTo === null) return false;
  const [from, to, at] = [minutes(quietFrom), minutes(quietTo), now.getHours() * 60 + now.getMinutes()];
  return from < to ? from <= at && at < to : at >= from || at < to;
}
