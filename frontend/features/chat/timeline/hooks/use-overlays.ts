"use client";

import { useCallback, useState } from "react";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import type { MenuPlace } from "@/features/chat/bubbles/conversation-context";

/** What lies over the timeline: one thing at a time. */
export type Overlay =
  | { kind: "menu" | "emoji"; message: TimelineMessage; place: MenuPlace }
  | { kind: "picture" | "forward" | "details" | "delete"; message: TimelineMessage; place?: MenuPlace };

/** Which menu, dialog or picture is open. The focus goes back to where it was opened from. */
export function useOverlays() {
  const [overlay, show] = useState<Overlay | null>(null);
  const openMenu = useCallback((message: TimelineMessage, place: MenuPlace) => show({ kind: "menu", message, place }), []);
  const openPicture = useCallback((message: TimelineMessage) => show({ kind: "picture", message }), []);
  // A menu that closes after a dialog was chosen from it leaves the dialog open.
  const close = useCallback((closing: Overlay) => show((open) => (open === closing ? null : open)), []);
  return { overlay, show, openMenu, openPicture, close };
}
