import type { NumberMark } from "@/components/number-badge";
import type { Session } from "@/lib/api/types";
import { isRestricted, numberState, type NumberStateKey } from "@/lib/number-state";

/** Whether WhatsApp keeps a number from beginning chats with new people just now. */
export const isLimited = (session: Session, now = Date.now()) => isRestricted(session, now);

const marks: Partial<Record<NumberStateKey, NumberMark>> = {
  unlinked: "danger",
  broken: "danger",
  expired: "danger",
  scan: "scan",
  passkey: "scan",
  starting: "busy",
  stopping: "stopped",
  stopped: "stopped",
  deleting: "stopped",
  limited: "waiting",
  quota: "waiting",
};

/** What is to be marked at a number; nothing if it is fine. */
export const numberMark = (session: Session): NumberMark | undefined => marks[numberState(session).key];
