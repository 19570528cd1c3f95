import { queryOptions } from "@tanstack/react-query";
import { renewIn } from "@/features/sessions/lib/countdown";
import { getData } from "@/lib/api/client";
import { isApiError, isTransient } from "@/lib/api/errors";
import { sessionKeys } from "@/lib/queries/sessions";

export type Qr = {
  qrCode: string;
  sessionId: string;
  /** When WhatsApp shows the next code, if that is known. */
  expiresAt: string | null;
  /** Which of the codes it is, from 1 on, if that is known. */
  number: number | null;
  of: number;
};

/** Seconds that the server waits for a code. */
const WAIT = 25;

/** The code that is on show. The server waits for it; when it ends, the next one is asked for. */
export const qrQuery = (id: string) =>
  queryOptions({
    queryKey: [...sessionKeys.detail(id), "qr"] as const,
    queryFn: ({ signal }) => getData<Qr>(`/api/sessions/${id}/qr`, { signal, params: { wait: WAIT }, timeout: (WAIT + 15) * 1000 }),
    staleTime: 0,
    gcTime: 0,
    retry: (failures, error) => (isApiError(error) && error.code === "qr_not_ready") || (isTransient(error) && failures < 3),
    retryDelay: (_failures, error) => ((isApiError(error) && error.retryAfter) || 1) * 1000,
    refetchInterval: ({ state }) => (state.data ? renewIn(state.data.expiresAt, Date.now()) : false),
  });
