import type { Media, Message } from "@/lib/api/types";
import type { LocalEcho } from "@/features/chat/api/timeline";
import type { EchoMessage } from "@/features/chat/api/timeline-cache";
import type { OutboxItem } from "@/features/chat/outbox/item";

/** The message as the timeline shows it until the server has it. */
export function toEcho(item: OutboxItem, local: LocalEcho): EchoMessage {
  const at = new Date(item.writtenAt).toISOString();
  return {
    id: item.id,
    sessionId: item.sessionId,
    chatId: item.chatId,
    messageId: item.id,
    fromMe: true,
    fromNumber: null,
    toNumber: null,
    participant: null,
    senderName: null,
    mediaUrl: null,
    status: local.state === "failed" ? "failed" : "queued",
    ack: 0,
    source: "api",
    errorCode: null,
    errorReason: null,
    origin: "live",
    timestamp: at,
    createdAt: at,
    ...(item.quote && { quote: item.quote }),
    ...contentOf(item),
    local,
  };
}

function contentOf({ content, file }: OutboxItem): Pick<Message, "type" | "body"> & Partial<Message> {
  switch (content.type) {
    case "text":
      return { type: "text", body: content.text, ...(content.mentions && { mentions: content.mentions }) };
    case "location": {
      const { latitude, longitude, title } = content.location;
      return { type: "location", body: title ?? "", location: { latitude, longitude, name: title ?? null, address: null, url: null, live: false } };
    }
    case "contact":
      return {
        type: "contact",
        body: "",
        contacts: content.contacts.map(({ fullName, organization, phoneNumber }) => ({
          fullName,
          organization: organization ?? null,
          phoneNumbers: [phoneNumber.replace(/\D/g, "")],
          vcard: null,
        })),
      };
    case "poll": {
      const { question, options, multipleAnswers } = content.poll;
      return {
        type: "poll",
        body: question,
        poll: { question, multipleAnswers: multipleAnswers ?? false, options: options.map((name) => ({ name, votes: 0, voters: [] })) },
      };
    }
    default:
      return { type: content.type, body: content.caption ?? "", media: mediaOf(file) };
  }
}

const mediaOf = (file: OutboxItem["file"]): Media => ({
  id: "",
  status: "pending",
  mimeType: file?.type || null,
  filename: file?.name ?? null,
  size: file?.size ?? null,
  width: null,
  height: null,
  durationMs: null,
  url: null,
  thumbnailUrl: null,
  errorCode: null,
  errorReason: null,
});
