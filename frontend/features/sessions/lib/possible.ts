import type { Session } from "@/lib/api/types";
import type { NumberState } from "@/lib/number-state";

/** Whether a number has a code to show, or can have one. */
export const canLink = ({ key }: NumberState) => ["scan", "passkey", "unlinked", "expired"].includes(key);

/** Whether there is a login to end: the number is linked and its container runs. */
export const canLogOut = ({ phoneNumber, status, desiredState, errorCode }: Session) =>
  phoneNumber !== null && desiredState === "running" && status !== "disconnected" && errorCode !== "logged_out";
