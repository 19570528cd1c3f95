import type { Session } from "@/lib/api/types";

/** How a number is, as people see it. */
export type NumberStateKey =
  | "stopped"
  | "stopping"
  | "deleting"
  | "starting"
  | "scan"
  | "passkey"
  | "connected"
  | "limited"
  | "quota"
  | "silent"
  | "unlinked"
  | "expired"
  | "broken";

/** What a state means at a glance: fine, broken, to be waited for, under way, at rest. */
export type NumberTone = "ok" | "bad" | "wait" | "busy" | "idle";

/** What a person does next about a number. */
export type NumberAction = "start" | "showCode" | "openChats" | "whatToDo" | "check" | "rescan" | "restart";

export type NumberState = {
  key: NumberStateKey;
  tone: NumberTone;
  action: NumberAction | null;
  /** Whether it waits for the person. */
  needsPerson: boolean;
  /** Its place among others: what is most urgent has the lowest. */
  rank: number;
};

const states: Record<NumberStateKey, Omit<NumberState, "key">> = {
  unlinked: { tone: "bad", action: "rescan", needsPerson: true, rank: 0 },
  broken: { tone: "bad", action: "restart", needsPerson: true, rank: 0 },
  expired: { tone: "bad", action: "showCode", needsPerson: true, rank: 1 },
  passkey: { tone: "busy", action: "showCode", needsPerson: true, rank: 2 },
  scan: { tone: "busy", action: "showCode", needsPerson: true, rank: 2 },
  limited: { tone: "wait", action: "whatToDo", needsPerson: false, rank: 3 },
  quota: { tone: "wait", action: "whatToDo", needsPerson: false, rank: 3 },
  silent: { tone: "wait", action: "check", needsPerson: false, rank: 3 },
  starting: { tone: "busy", action: null, needsPerson: false, rank: 4 },
  stopping: { tone: "idle", action: null, needsPerson: false, rank: 5 },
  stopped: { tone: "idle", action: "start", needsPerson: false, rank: 5 },
  deleting: { tone: "idle", action: null, needsPerson: false, rank: 6 },
  connected: { tone: "ok", action: "openChats", needsPerson: false, rank: 7 },
};

type Circumstances = {
  /** Milliseconds since 1970. */
  now?: number;
  /** Messages received in the last 24 hours of the clock, oldest first, if they are known. */
  incoming?: number[];
};

/** Says how a number is and what to do about it. */
export function numberState(session: Session, { now = Date.now(), incoming }: Circumstances = {}): NumberState {
  const key = stateKey(session, now, incoming);
  // A number that was never linked yet shows its code as soon as it can.
  const action = key === "starting" && session.phoneNumber === null ? "showCode" : states[key].action;
  return { key, ...states[key], action };
}

function stateKey(session: Session, now: number, incoming?: number[]): NumberStateKey {
  if (session.desiredState === "deleted") return "deleting";
  switch (session.status) {
    case "error":
      return errorKey(session.errorCode);
    case "disconnected":
      return session.desiredState === "running" ? "starting" : "stopped";
  }
  if (session.desiredState === "stopped") return "stopping";
  if (session.status === "connecting") return connectingKey(session.wahaStatus);
  if (isRestricted(session, now)) return "limited";
  if (isQuotaUsed(session)) return "quota";
  return incoming && isSilent(incoming) ? "silent" : "connected";
}

function errorKey(code: string | null): NumberStateKey {
  if (code === "logged_out") return "unlinked";
  return code === "qr_expired" ? "expired" : "broken";
}

function connectingKey(wahaStatus: string | null): NumberStateKey {
  if (wahaStatus === "SCAN_QR_CODE") return "scan";
  return wahaStatus?.startsWith("PASSKEY") ? "passkey" : "starting";
}

/** Whether WhatsApp keeps the number from beginning chats for a time. */
export const isRestricted = (session: Session, now: number) =>
  session.restrictedUntil !== null && Date.parse(session.restrictedUntil) > now;

const isQuotaUsed = ({ newContactQuota: quota }: Session) =>
  quota !== null && quota.total > 0 && quota.used >= quota.total;

/** Messages in three hours from which on a number counts as busy at that time of the day. */
const BUSY = 10;

/** Whether nobody wrote for three hours, while yesterday at this time many did. By night most are silent, and that is no news. */
export function isSilent(incoming: number[]): boolean {
  const sum = (hours: number[]) => hours.reduce((all, count) => all + count, 0);
  return sum(incoming.slice(-4)) === 0 && sum(incoming.slice(0, 3)) >= BUSY;
}
