import { placeHref } from "@/features/chat/lib/place";

/** Where the chat of a number with a phone is. */
export const chatHref = (sessionId: string, phoneNumber: string) =>
  placeHref({ sessionId: null, filter: "all", chat: { sessionId, chatId: `${phoneNumber.replace(/\D/g, "")}@c.us` } });
