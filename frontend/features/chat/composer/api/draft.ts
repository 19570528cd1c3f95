import { change } from "@/lib/api/client";
import type { Chat } from "@/lib/api/types";
import { type ChatName, chatPath } from "@/features/chat/api/timeline";

/** Keeps a chat's draft on the server, for the person's other devices; null forgets it. */
export const putDraft = (chat: ChatName, draft: string | null) => change<Chat>("patch", chatPath(chat), { draft });
