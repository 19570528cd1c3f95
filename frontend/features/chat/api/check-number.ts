import { getData } from "@/lib/api/client";

export type CheckedNumber = { exists: boolean; chatId: string | null; phoneNumber: string | null };

/** Whether a phone is on WhatsApp, and under which spelling. WhatsApp minds those who ask often, so only ask for a person. */
export const checkNumber = (sessionId: string, phone: string) =>
  getData<CheckedNumber>(`/api/sessions/${sessionId}/numbers/${encodeURIComponent(phone)}`, { timeout: 30_000 });
