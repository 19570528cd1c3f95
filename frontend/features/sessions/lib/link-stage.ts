import type { Session } from "@/lib/api/types";

/** Where a number is on its way to being linked. */
export type LinkStage =
  | "preparing"
  | "pulling"
  | "creating"
  | "booting"
  | "returning"
  | "code"
  | "scanned"
  | "passkey"
  | "passkeyConfirm"
  | "linked"
  | "expired"
  | "unlinked"
  | "stopped"
  | "failed";

const phases = { pulling_image: "pulling", creating_container: "creating", starting_waha: "booting" } as const;

/** By a QR to scan, or by a code of eight letters to type. */
export type LinkWay = "qr" | "code";

/** `sawCode` tells a number that starts from one that starts again because somebody scanned its code just now. */
export function linkStage(session: Session, sawCode: boolean): LinkStage {
  if (session.status === "error") {
    if (session.errorCode === "logged_out") return "unlinked";
    return session.errorCode === "qr_expired" ? "expired" : "failed";
  }
  if (session.desiredState === "stopped") return "stopped";
  if (session.status === "connected") return "linked";
  if (session.wahaStatus === "SCAN_QR_CODE") return "code";
  if (session.wahaStatus === "PASSKEY_CONFIRMATION_REQUIRED") return "passkeyConfirm";
  if (session.wahaStatus?.startsWith("PASSKEY")) return "passkey";
  if (sawCode && session.status === "connecting") return "scanned";
  if (session.phase) return phases[session.phase];
  return session.phoneNumber ? "returning" : "preparing";
}

/** The steps of the track below the code. */
export const trackSteps = ["server", "code", "phone", "linked", "chats"] as const;

/** Which step of the track is under way, counted from 0; all are done at the end of the track. */
export function trackStep(stage: LinkStage, hasCode: boolean, isImporting: boolean): number {
  switch (stage) {
    case "code":
      return hasCode ? 2 : 1;
    case "expired":
      return 2;
    case "scanned":
    case "passkey":
    case "passkeyConfirm":
      return 3;
    case "linked":
      return isImporting ? 4 : trackSteps.length;
    default:
      return 0;
  }
}

/** Whether the page still waits for something that the server will tell. */
export const isUnderWay = (stage: LinkStage, isImporting: boolean) => (stage === "linked" ? isImporting : stage !== "stopped");
