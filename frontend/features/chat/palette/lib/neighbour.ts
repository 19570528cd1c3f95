import type { Chat } from "@/lib/api/types";

type Open = { sessionId: string; chatId: string } | null;

/** The chat after or before the open one in a list; the first or last if none of it is open. Null at the ends. */
export function neighbour(rows: Chat[], open: Open, step: 1 | -1): Chat | null {
  const at = rows.findIndex((chat) => chat.chatId === open?.chatId && chat.sessionId === open.sessionId);
  if (at < 0) return (step === 1 ? rows[0] : rows.at(-1)) ?? null;
  return rows[at + step] ?? null;
}
