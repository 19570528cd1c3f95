import type { LocalDraft } from "@/features/chat/composer/lib/merge-draft";
import type { Mention } from "@/features/chat/composer/lib/mentions";
import { isHere } from "@/lib/browser-data";

export type StoredDraft = LocalDraft & { mentions: Mention[] };

type ChatName = { sessionId: string; chatId: string };

const keyOf = (owner: string, { sessionId, chatId }: ChatName) => `conectafy-draft:${owner}:${sessionId}/${chatId}`;

/** What a person began to write in a chat, as this browser kept it; null if it kept nothing. */
export function loadDraft(owner: string, chat: ChatName): StoredDraft | null {
  try {
    const text = localStorage.getItem(keyOf(owner, chat));
    return text ? (JSON.parse(text) as StoredDraft) : null;
  } catch {
    return null;
  }
}

/** Keeps it at once, so that a reload loses no letter; not of who signed out while the server was being told. */
export function saveDraft(owner: string, chat: ChatName, draft: StoredDraft) {
  try {
    if (!isHere(owner)) return;
    if (draft.text === "" && draft.base === null) localStorage.removeItem(keyOf(owner, chat));
    else localStorage.setItem(keyOf(owner, chat), JSON.stringify(draft));
  } catch {
    // There is no room. The server gets it in a second.
  }
}
