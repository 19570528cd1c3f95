"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { ChatName } from "@/features/chat/api/timeline";
import { estimateHeight } from "@/features/chat/timeline/lib/estimate-height";
import type { Row } from "@/features/chat/timeline/lib/group-timeline";
import { leavePlace } from "@/features/chat/timeline/lib/places";

/** Who is this near to the end, in pixels, follows what comes. */
const NEAR_END = 100;

/** How long a chat finds its place after it was opened, in milliseconds. */
const OPENING = 1_000;

type Options = {
  chat: ChatName;
  rows: Row[];
  /** Whether the newest message is loaded. */
  reachesEnd: boolean;
  /** The message to open at, if it isn't the unread divider or the end. */
  place: string | undefined;
};

const indexOf = (rows: Row[], messageId: string) => rows.findIndex((row) => row.kind === "message" && row.message.id === messageId);

/** The scrolling of a chat: which lines are on screen, where it opens, and whether it follows its end. */
export function useLog({ chat, rows, reachesEnd, place }: Options) {
  const scroller = useRef<HTMLDivElement>(null);
  const [settled, setSettled] = useState(false);
  const [atEnd, setAtEnd] = useState(true);
  const [day, setDay] = useState<string | null>(null);
  const [followed, setFollowed] = useState(reachesEnd);

  // The library's functions change with what they measure; nothing here is memoised on them.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => rows[index]!.key,
    estimateSize: (index) => estimateHeight(rows[index]!),
    overscan: 8,
    paddingStart: 12,
    paddingEnd: 12,
    anchorTo: "end",
    // Pages that the person scrolled to are no news to follow: only what came after the end was loaded.
    followOnAppend: followed && reachesEnd,
    scrollEndThreshold: NEAR_END,
  });

  useEffect(() => setFollowed(reachesEnd), [reachesEnd, rows]);

  // Lines are only measured once they are drawn, and each may move the place where the chat opens: it is gone to again,
  // until it stays or the person takes over.
  const opening = useRef(true);
  const takeOver = () => {
    opening.current = false;
  };
  const total = virtual.getTotalSize();
  useLayoutEffect(() => {
    if (!opening.current || rows.length === 0) return;
    const divider = rows.findIndex((row) => row.kind === "unread");
    const index = divider !== -1 ? divider : place ? indexOf(rows, place) : -1;
    if (index === -1) virtual.scrollToEnd();
    else virtual.scrollToIndex(index, { align: "start" });
    // Older pages are asked for once the chat stands where it opens, not on the way there.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setSettled(true));
    });
    return () => cancelAnimationFrame(frame);
  }, [rows, place, virtual, total]);

  useEffect(() => {
    if (!settled) return;
    const timer = setTimeout(takeOver, OPENING);
    return () => clearTimeout(timer);
  }, [settled]);

  const look = () => {
    const element = scroller.current;
    if (!element || !settled) return;
    const item = virtual.getVirtualItemForOffset(element.scrollTop);
    // React hears of a scroll before the library does, so the element is asked.
    const near = reachesEnd && element.scrollHeight - element.scrollTop - element.clientHeight <= NEAR_END;
    setAtEnd(near);
    setDay(item ? (rows[item.index]?.day ?? null) : null);
    const top = item && rows.slice(item.index).find((row) => row.kind === "message");
    leavePlace(chat, near || !top ? null : top.message.id);
  };

  return { scroller, virtual, settled, atEnd: atEnd && reachesEnd, day, look, takeOver, indexOf: (messageId: string) => indexOf(rows, messageId) };
}
