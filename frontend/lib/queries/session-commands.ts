"use client";

import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { change } from "@/lib/api/client";
import type { Session } from "@/lib/api/types";
import { sessionsQuery } from "@/lib/queries/sessions";
import { withSession } from "@/lib/queries/sessions-live";

/** What a number can be told to do. */
export type SessionCommand = "start" | "stop" | "restart" | "logout";

/** Puts a number, as the server answered it, into the list. */
export function keepSession(queryClient: QueryClient, session: Session) {
  queryClient.setQueryData(sessionsQuery().queryKey, (list) => list && withSession(list, session));
}

/** Tells a number to start, stop, restart or log out of WhatsApp. */
export function useSessionCommand() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, command }: { id: string; command: SessionCommand }) =>
      change<Session>("post", `/api/sessions/${id}/${command}`),
    onSuccess: (session) => keepSession(queryClient, session),
  });
}
