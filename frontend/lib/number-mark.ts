import type { NumberMark } from "@/components/number-badge";
import type { Session } from "@/lib/api/types";

/** Whether WhatsApp keeps a number from beginning chats with new people just now. */
export const isLimited = (session: Session, now = Date.now()) =>
  session.restrictedUntil !== null && Date.parse(session.restrictedUntil) > now;

/** What is to be marked at a number; nothing if it is fine. */
export function numberMark(session: Session): NumberMark | undefined {
  if (session.status === "error") return "danger";
  if (session.status === "connecting") return "busy";
  if (session.status === "disconnected") return "stopped";
  return isLimited(session) ? "waiting" : undefined;
}
