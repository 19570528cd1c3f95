import type { TimelineMessage } from "@/features/chat/api/timeline";

/** How long WhatsApp takes edits of a message, in milliseconds. */
const EDIT_TIME = 15 * 60_000;

/** What may be done with a message now. */
export function actionsFor(message: TimelineMessage, now: number) {
  const { type, fromMe, status, deletedAt, local, viewOnce } = message;
  const reached = !["queued", "sending", "failed", "unknown"].includes(status);
  const spoken = type !== "notice" && type !== "call";
  const whole = spoken && !local && !deletedAt && reached;
  const hasWords = type === "text" || ((type === "image" || type === "video" || type === "document") && message.body !== "");
  return {
    reply: whole,
    react: whole,
    copy: message.body !== "" && !deletedAt,
    forward: whole && !viewOnce && type !== "event" && type !== "unknown" && (!message.media || message.media.status === "stored"),
    star: whole,
    pin: whole,
    edit: whole && fromMe && hasWords && now - Date.parse(message.timestamp) < EDIT_TIME,
    remove: whole && fromMe,
    hold: !local && fromMe && status === "queued",
    details: spoken && !local && !deletedAt,
  };
}

export type MessageActions = ReturnType<typeof actionsFor>;
