import { useMutation, useQueryClient } from "@tanstack/react-query";
import { change } from "@/lib/api/client";
import type { Session } from "@/lib/api/types";
import { keepSession } from "@/lib/queries/session-commands";

export type NewSession = { sessionName: string; historyDays: Session["historyDays"]; ignoreGroups: boolean };

/** Makes a number, whose code can be shown next. */
export function useCreateSession() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (session: NewSession) => change<Session>("post", "/api/sessions", session),
    onSuccess: (session) => keepSession(queryClient, session),
  });
}
