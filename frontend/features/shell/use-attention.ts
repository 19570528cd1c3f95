"use client";

import { useQuery } from "@tanstack/react-query";
import { sessionsQuery } from "@/lib/queries/sessions";

/** How many numbers broke or lost their phone. */
export function useAttention(): number {
  const { data = 0 } = useQuery({
    ...sessionsQuery(),
    select: (sessions) => sessions.filter((session) => session.status === "error").length,
  });
  return data;
}
