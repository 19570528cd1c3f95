import { clock } from "@/features/chat/bubbles/lib/clock";
import type { PersonPresence } from "@/features/chat/api/presence-store";
import type { Chat, LastMessage } from "@/lib/api/types";

/** What a row says below the name. */
export type Preview =
  | { is: "typing" | "recording" }
  | { is: "draft"; text: string }
  | { is: "failed" | "message"; message: LastMessage }
  | { is: "nothing" };

/** What matters most of a chat: what happens now, what the person began to write, what went wrong, what was said last. */
export function previewOf(chat: Pick<Chat, "draft" | "lastMessage">, people: PersonPresence[], selected: boolean): Preview {
  const busy = people.find(({ state }) => state === "typing" || state === "recording");
  if (busy) return { is: busy.state === "typing" ? "typing" : "recording" };
  // The open chat shows its draft in the composer.
  if (chat.draft && !selected) return { is: "draft", text: chat.draft };
  if (!chat.lastMessage) return { is: "nothing" };
  return { is: chat.lastMessage.status === "failed" ? "failed" : "message", message: chat.lastMessage };
}

/** A message's text without WhatsApp's marks, on one line. */
export const plainText = (body: string) =>
  body
    .replace(/```/g, "")
    .replace(/(^|[\s({[])([*_~`])(?=\S)(.+?)(?<=\S)\2(?=$|[\s.,;:!?)}\]])/g, "$1$3")
    .replace(/\s+/g, " ")
    .trim();

/** What a row says of the newest message: its text, or what else it is, and in a group who wrote it. */
export function sayMessage({ body, senderName, durationMs }: LastMessage, kind: string): string {
  const text = plainText(body) || (durationMs === null ? kind : `${kind} ${clock(durationMs)}`);
  return senderName === null ? text : `${senderName}: ${text}`;
}
