import type { ChatName } from "@/features/chat/api/timeline";

/** By chat, the message at the top of the screen when the person left it; none if they were at the end. */
const places = new Map<string, string>();

const nameOf = ({ sessionId, chatId }: ChatName) => `${sessionId}/${chatId}`;

/** Where the person left a chat, while the app lives: the id of a message. */
export const placeIn = (chat: ChatName): string | undefined => places.get(nameOf(chat));

export function leavePlace(chat: ChatName, messageId: string | null) {
  if (messageId) places.set(nameOf(chat), messageId);
  else places.delete(nameOf(chat));
}
