import { formatPhone } from "@/lib/phone";
import type { Chat } from "@/lib/api/types";

/** How a chat is called: its name, else its phone; empty if neither is known. */
export const chatName = (chat: Pick<Chat, "name" | "phoneNumber">) =>
  chat.name || (chat.phoneNumber ? formatPhone(chat.phoneNumber) : "");
