"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Chat } from "@/lib/api/types";
import { timelineKeys, type TimelineData } from "@/features/chat/api/timeline";
import { openWindow } from "@/features/chat/api/timeline-changes";
import { openingOf } from "@/features/chat/timeline/lib/opening";
import { placeIn } from "@/features/chat/timeline/lib/places";

/** Decides once where the chat opens. Reading marks it as read, so what was unread is kept from the beginning. */
export function useOpening(chat: Chat) {
  const queryClient = useQueryClient();
  const [opening] = useState(() => {
    const unread = chat.unreadCount;
    const place = unread > 0 ? undefined : placeIn(chat);
    const data = queryClient.getQueryData<TimelineData>(timelineKeys.chat(chat));
    return { ...openingOf({ unread, place, data }), unread, place };
  });
  const [failure, setFailure] = useState<unknown>(null);
  const [waiting, setWaiting] = useState(opening.reload);
  const { sessionId, chatId } = chat;

  useEffect(() => {
    if (!waiting) return;
    const abort = new AbortController();
    openWindow(queryClient, { sessionId, chatId }, opening.param, abort.signal)
      .then(() => setWaiting(false))
      .catch((error) => !abort.signal.aborted && setFailure(error));
    return () => abort.abort();
  }, [queryClient, sessionId, chatId, opening, waiting]);

  return { ...opening, waiting, failure };
}
