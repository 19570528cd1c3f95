import { getData } from "@/lib/api/client";
import type { Message } from "@/lib/api/types";
import { type ChatName, chatPath } from "@/features/chat/api/timeline";

const PAGE = 200;
/** Pages that are looked through: people rarely answer what is further back. */
const PAGES = 10;

/**
 * Finds the `id` of the message that a quote names by WhatsApp's id, among those older than `before`. The API knows
 * messages by their own ids alone, so it looks page by page; null if it isn't among the last few thousand.
 */
export async function findOrigin(chat: ChatName, whatsAppId: string, before: string | undefined): Promise<string | null> {
  let oldest = before;
  for (let page = 0; page < PAGES && oldest; page++) {
    const messages: Message[] = await getData(chatPath(chat), { params: { limit: PAGE, before: oldest } });
    const found = messages.find(({ messageId }) => messageId === whatsAppId);
    if (found) return found.id;
    oldest = messages.length === PAGE ? messages[0]!.id : undefined;
  }
  return null;
}
