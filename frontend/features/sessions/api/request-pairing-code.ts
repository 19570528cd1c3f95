import { useMutation } from "@tanstack/react-query";
import { change } from "@/lib/api/client";

/** WhatsApp may take its time to give a code, in milliseconds. */
const LIMIT = 40_000;

/** Asks WhatsApp for a code to type on the phone of that number. */
export function usePairingCode(id: string) {
  return useMutation({
    mutationFn: (phoneNumber: string) =>
      change<{ code: string }>("post", `/api/sessions/${id}/pairing-code`, { phoneNumber }, { timeout: LIMIT }),
  });
}
