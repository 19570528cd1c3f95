"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { dashboardKeys } from "@/lib/queries/dashboard";
import { atMostEvery } from "@/features/dashboard/lib/at-most-every";
import type { Updates } from "@/lib/api/types";
import { onUpdates } from "@/lib/live/bus";

/** News come in bursts, and each time all is counted anew. */
const EVERY = 5000;

/** Whether anything changed that the dashboard counts; who is typing isn't counted. */
export const concernsDashboard = (updates: Updates) =>
  [updates.messages, updates.contacts, updates.sessions, updates.removedSessions, updates.removedContacts, updates.removedMessages].some(
    (list) => list.length > 0,
  );

/** Counts anew soon after something changed. */
export function useLiveDashboard() {
  const queryClient = useQueryClient();
  useEffect(() => {
    const refresh = atMostEvery(EVERY, () => void queryClient.invalidateQueries({ queryKey: dashboardKeys.all }));
    const stop = onUpdates((updates) => {
      if (concernsDashboard(updates)) refresh.request();
    });
    return () => {
      stop();
      refresh.cancel();
    };
  }, [queryClient]);
}
