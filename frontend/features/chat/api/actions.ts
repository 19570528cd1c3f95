import { change, getData } from "@/lib/api/client";
import type { Media, Message } from "@/lib/api/types";
import type { components } from "@/lib/api/types.gen";

/** A message and the texts that it had before it was edited, oldest first. */
export type FullMessage = components["schemas"]["FullMessage"];

type MessageName = Pick<Message, "sessionId" | "id">;

const pathOf = ({ sessionId, id }: MessageName) => `/api/messages/${sessionId}/message/${id}`;

/** Reads one message, with links to its file that are fresh. */
export const getFullMessage = (message: MessageName, signal?: AbortSignal) =>
  getData<FullMessage>(pathOf(message), { signal });

/** Reacts to a message; an empty emoji takes the reaction back. */
export const react = (message: MessageName, emoji: string) =>
  change<Message>("put", `${pathOf(message)}/reaction`, { emoji });

/** Changes the text of an own message, or the caption of its file. */
export const editMessage = (message: MessageName, text: string) => change<Message>("patch", pathOf(message), { text });

/** Deletes a message for everyone; one that failed is discarded. */
export const deleteMessage = (message: MessageName) => change<void>("delete", pathOf(message));

export const starMessage = (message: MessageName, starred: boolean) =>
  change<Message>("put", `${pathOf(message)}/star`, { starred });

/** Pins a message in its chat for so many days; 0 takes it down. */
export const pinMessage = (message: MessageName, days: 0 | 1 | 7 | 30) =>
  change<Message>("put", `${pathOf(message)}/pin`, { days });

/** Passes a message on to another chat of the same number. The same key again is the same message. */
export const forwardMessage = (message: MessageName, chatId: string, key: string) =>
  change<void>("post", `${pathOf(message)}/forward`, { chatId }, { headers: { "Idempotency-Key": key } });

/** Sends a message again that failed. */
export const retryMessage = (message: MessageName) => change<Message>("post", `${pathOf(message)}/retry`);

/** Holds back a message that has not gone out yet. */
export const cancelMessage = (message: MessageName) => change<Message>("post", `${pathOf(message)}/cancel`);

/** Asks again for a file that could not be fetched. */
export const askForMedia = (message: MessageName) => change<Media>("post", `${pathOf(message)}/media`);

/** Rejects a call while it rings. */
export const rejectCall = ({ sessionId }: MessageName, callId: string) =>
  change<Message>("post", `/api/sessions/${sessionId}/calls/${encodeURIComponent(callId)}/reject`);
