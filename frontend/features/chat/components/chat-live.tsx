"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { applyChats } from "@/features/chat/api/chats-cache";
import { followFeed } from "@/features/chat/api/timeline-feed";
import { usePresenceStore } from "@/features/chat/api/presence-store";
import { useNotices } from "@/features/chat/notify/lib/use-notices";
import { InboxKeys } from "@/features/chat/palette/components/inbox-keys";
import { onUpdates } from "@/lib/live/bus";

const TIDY_EVERY = 1_000;

/** The part of the inbox that works on every page: its cache follows the news, its keys lead there, and it tells of messages. */
export function ChatLive() {
  const client = useQueryClient();
  useEffect(() => {
    const { tell, tidy } = usePresenceStore.getState();
    followFeed(client);
    const forget = onUpdates((updates) => {
      applyChats(client, updates);
      if (updates.presence.length > 0) tell(updates.presence);
    });
    const timer = setInterval(tidy, TIDY_EVERY);
    return () => {
      forget();
      clearInterval(timer);
    };
  }, [client]);
  useNotices();
  return <InboxKeys />;
}
