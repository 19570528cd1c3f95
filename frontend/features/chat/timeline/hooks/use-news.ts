"use client";

import { useState } from "react";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { countsAsUnread } from "@/features/chat/timeline/lib/group-timeline";

type Options = { messages: TimelineMessage[]; atEnd: boolean; reachesEnd: boolean; unread: number };

/** How many messages of others came below what is on screen. */
export function useNews({ messages, atEnd, reachesEnd, unread }: Options): number {
  const newest = messages.at(-1)?.id;
  const [seen, setSeen] = useState(newest);
  if (atEnd && seen !== newest) setSeen(newest);
  if (atEnd) return 0;
  // Beyond what is loaded only the chat itself knows.
  if (!reachesEnd) return unread;
  const from = messages.findIndex(({ id, echoKey }) => id === seen || (echoKey !== undefined && echoKey === seen));
  return messages.slice(from + 1).filter(countsAsUnread).length;
}
