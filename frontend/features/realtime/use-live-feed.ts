"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { keepSharedCaches } from "@/features/realtime/lib/shared-caches";
import { followNews } from "@/features/realtime/lib/live-feed";

/** Keeps this tab up to date while the person is signed in. Mounted once, in the frame of the app. */
export function useLiveFeed(userId: string | undefined) {
  const client = useQueryClient();
  useEffect(() => {
    if (userId === undefined) return;
    const forget = keepSharedCaches(client);
    const end = followNews(userId, client);
    return () => {
      end();
      forget();
    };
  }, [userId, client]);
}
