import type { TimelineData, TimelineMessage } from "@/features/chat/api/timeline";

const FIRST = Date.UTC(2026, 10, 27, 15, 0);

/** A message for tests, written so many minutes after 15:00. */
export function message(id: string, minute = 0, more: Partial<TimelineMessage> = {}): TimelineMessage {
  const at = new Date(FIRST + minute * 60_000).toISOString();
  return {
    id,
    sessionId: "s",
    chatId: "c@c.us",
    messageId: `WA-${id}`,
    fromMe: false,
    fromNumber: null,
    toNumber: null,
    participant: null,
    senderName: null,
    body: id,
    type: "text",
    mediaUrl: null,
    status: more.fromMe ? "sent" : "received",
    ack: 1,
    source: more.fromMe ? "api" : null,
    errorCode: null,
    errorReason: null,
    origin: "live",
    timestamp: at,
    createdAt: at,
    ...more,
  };
}

/** A loaded part of a chat for tests: pages of messages, oldest first. */
export function loaded(pages: TimelineMessage[][], edges = { atStart: true, atEnd: true }): TimelineData {
  return {
    pages: pages.map((messages, index) => ({
      messages,
      atStart: edges.atStart && index === 0,
      atEnd: edges.atEnd && index === pages.length - 1,
    })),
    pageParams: pages.map(() => ({ at: "end" })),
  };
}
