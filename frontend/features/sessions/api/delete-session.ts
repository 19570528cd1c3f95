import { useMutation, useQueryClient } from "@tanstack/react-query";
import { change } from "@/lib/api/client";
import { sessionKeys, sessionsQuery } from "@/lib/queries/sessions";

/** Deletes a number and all that is kept of it. */
export function useDeleteSession() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => change<unknown>("delete", `/api/sessions/${id}`),
    onSuccess: (_answer, id) => {
      queryClient.setQueryData(sessionsQuery().queryKey, (list) => list?.filter((session) => session.id !== id));
      queryClient.removeQueries({ queryKey: sessionKeys.detail(id) });
    },
  });
}
