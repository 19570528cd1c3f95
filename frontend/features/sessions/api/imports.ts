import { useMutation, useQueryClient } from "@tanstack/react-query";
import { change } from "@/lib/api/client";
import type { Import, Session } from "@/lib/api/types";
import { importKeys } from "@/lib/queries/imports";
import { sessionsQuery } from "@/lib/queries/sessions";

/** Reads a number's past again, so many days of it. */
export function useStartImport(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (days: number) => change<Import>("post", `/api/sessions/${id}/imports`, { days }),
    onSuccess: (reading) => {
      const began = (session: Session) => (session.id === id ? { ...session, import: reading } : session);
      queryClient.setQueryData(sessionsQuery().queryKey, (list) => list?.map(began));
      return queryClient.invalidateQueries({ queryKey: importKeys.of(id) });
    },
  });
}

/** The readings, with the newest as the number's own news tell it. */
export function withNewest(readings: Import[], newest: Import | null): Import[] {
  if (!newest) return readings;
  const known = readings.some(({ id }) => id === newest.id);
  return known ? readings.map((reading) => (reading.id === newest.id ? newest : reading)) : [newest, ...readings];
}
