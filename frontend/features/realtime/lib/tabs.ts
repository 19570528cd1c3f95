import type { Updates } from "@/lib/api/types";
import type { LiveStatus } from "@/lib/live/status";

/** What the tab with the connection tells the others. */
export type TabMessage =
  | { kind: "updates"; updates: Updates }
  | { kind: "cursor"; cursor: string | null }
  | { kind: "status"; status: LiveStatus }
  | { kind: "missed" }
  /** A new tab asks how things are. */
  | { kind: "hello" };

export type Tabs = { tell: (message: TabMessage) => void; close: () => void };

type TabsPorts = {
  /** Names the person, so that tabs of two people don't mix. */
  name: string;
  onMessage: (message: TabMessage) => void;
  /** This tab is the one that holds the connection, until it closes or the tabs part. */
  onLead: () => void;
};

/**
 * Joins the tabs of one person: one leads, the others hear what it tells, and when it closes another one leads. Browsers
 * have the locks for that on https and localhost alone; elsewhere each tab leads itself.
 */
export function joinTabs({ name, onMessage, onLead }: TabsPorts): Tabs {
  if (!("locks" in navigator)) {
    onLead();
    return { tell: () => {}, close: () => {} };
  }
  const channel = new BroadcastChannel(name);
  channel.onmessage = (event: MessageEvent<TabMessage>) => onMessage(event.data);
  const left = new AbortController();
  const untilLeft = new Promise<void>((resolve) => left.signal.addEventListener("abort", () => resolve()));
  void navigator.locks
    .request(name, { signal: left.signal }, () => {
      if (left.signal.aborted) return;
      onLead();
      return untilLeft;
    })
    .catch(() => {});
  channel.postMessage({ kind: "hello" } satisfies TabMessage);
  return {
    tell: (message) => channel.postMessage(message),
    close: () => {
      left.abort();
      channel.close();
    },
  };
}
