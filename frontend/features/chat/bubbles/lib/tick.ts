import type { TimelineMessage } from "@/features/chat/api/timeline";

/** The mark of how far an own message came. */
export type Tick = "clock" | "sent" | "delivered" | "read" | "played" | "failed";

/** What is proven of an own message; nothing for one of others, or one that was deleted. */
export function tickOf({ fromMe, status, local, deletedAt, type }: TimelineMessage): Tick | null {
  if (!fromMe || deletedAt || type === "notice" || type === "call") return null;
  if (local) return local.state === "failed" ? "failed" : "clock";
  switch (status) {
    case "queued":
    case "sending":
    case "unknown":
      return "clock";
    case "played":
      // Only a voice note is listened to.
      return type === "voice" ? "played" : "read";
    case "received":
      return null;
    default:
      return status;
  }
}
