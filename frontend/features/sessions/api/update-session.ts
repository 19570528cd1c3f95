import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Look } from "@/features/sessions/lib/session-form";
import { change } from "@/lib/api/client";
import type { Session } from "@/lib/api/types";
import { keepSession } from "@/lib/queries/session-commands";

/** Changes how a number looks here, and whether its groups come in. */
export function useUpdateSession(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (changes: Partial<Look>) => change<Session>("patch", `/api/sessions/${id}`, changes),
    onSuccess: (session) => keepSession(queryClient, session),
  });
}
