import { queryOptions } from "@tanstack/react-query";
import { getData } from "@/lib/api/client";
import type { Import } from "@/lib/api/types";
import { sessionKeys } from "@/lib/queries/sessions";

export const importKeys = { of: (id: string) => [...sessionKeys.detail(id), "imports"] as const };

/** How a number's messages were read back, newest first. The number itself tells how the newest one goes. */
export const importsQuery = (id: string) =>
  queryOptions({
    queryKey: importKeys.of(id),
    queryFn: ({ signal }) => getData<Import[]>(`/api/sessions/${id}/imports`, { signal }),
    staleTime: 0,
  });
