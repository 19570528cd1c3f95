import type { Session } from "@/lib/api/types";

/** A connected number, unless told otherwise. */
export function aSession(changes: Partial<Session> = {}): Session {
  return {
    id: "0197a3d2-5b1c-7e0a-9b57-0c1a5f2f8a11",
    sessionName: "Ventas",
    phoneNumber: "528120934471",
    pushName: "Panadería Robles",
    status: "connected",
    wahaStatus: "WORKING",
    desiredState: "running",
    errorCode: null,
    errorReason: null,
    containerName: "waha-session-0197a3d2-5b1c-7e0a-9b57-0c1a5f2f8a11",
    containerPort: 3010,
    createdAt: "2026-05-04T12:00:00.123456Z",
    updatedAt: "2026-05-04T12:01:07.4Z",
    lastConnectedAt: "2026-05-04T12:01:07.4Z",
    lastMessageAt: null,
    unlinkedAt: null,
    historyDays: 30,
    ignoreGroups: false,
    color: 1,
    initials: "VE",
    phase: null,
    phasePercent: null,
    import: null,
    restrictedUntil: null,
    newContactQuota: null,
    ...changes,
  };
}
