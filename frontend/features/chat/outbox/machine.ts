import { type ApiError, isApiError, isTransient } from "@/lib/api/errors";
import { chatKey, type OutboxItem } from "@/features/chat/outbox/item";

/** A message that waited longer than this, in milliseconds, only goes out when the person says so. */
export const OLD_AFTER = 2 * 60 * 60_000;
/** How often a server that answers with trouble is asked before the message counts as failed. */
export const MAX_ATTEMPTS = 8;
/** Codes of failures that are ours. */
export const HELD = "held_for_review";
export const CANCELLED = "upload_cancelled";
export const FILE_LOST = "file_lost";

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;

/** What decides whether a message can go out just now. */
export type World = {
  now: number;
  online: boolean;
  /** Whether the number is connected to WhatsApp. */
  connected: (sessionId: string) => boolean;
  /** Whether a message of the chat is on its way already, by `chatKey`. */
  busy: (chat: string) => boolean;
};

/** A message just written. `last` is the time of the newest one before it, so that two within a millisecond keep their order. */
export function newItem(
  written: Pick<OutboxItem, "id" | "owner" | "sessionId" | "chatId" | "content" | "quote" | "file">,
  now: number,
  last: number,
): OutboxItem {
  return { ...written, writtenAt: Math.max(now, last + 1), state: "waiting", attempts: 0, retryAt: 0, confirmed: false, failure: null };
}

export const inOrder = (items: Iterable<OutboxItem>) => [...items].sort((a, b) => a.writtenAt - b.writtenAt);

const isOld = (item: OutboxItem, now: number) => !item.confirmed && now - item.writtenAt > OLD_AFTER;

/** Those about which the person has to be asked first, oldest first. */
export const oldOnes = (items: Iterable<OutboxItem>, now: number) =>
  inOrder(items).filter((item) => item.state === "waiting" && isOld(item, now));

/** Those that may go out now: of each chat the first that waits, so that the order is kept. What failed holds nothing up. */
export function ready(items: Iterable<OutboxItem>, { now, online, connected, busy }: World): OutboxItem[] {
  if (!online) return [];
  const seen = new Set<string>();
  return inOrder(items).filter((item) => {
    const chat = chatKey(item);
    if (item.state !== "waiting" || seen.has(chat)) return false;
    seen.add(chat);
    return item.retryAt <= now && !isOld(item, now) && connected(item.sessionId) && !busy(chat);
  });
}

/** When to look again, in milliseconds since 1970; null if no message waits for the time to pass. */
export function nextLook(items: Iterable<OutboxItem>, now: number): number | null {
  const times = [...items].filter((item) => item.state === "waiting" && item.retryAt > now).map((item) => item.retryAt);
  return times.length ? Math.min(...times) : null;
}

/** How long to wait after so many attempts, in milliseconds. `random` (0 to 1) keeps tabs and people from asking in step. */
export function pause(attempts: number, random: number): number {
  return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempts - 1)) * (0.75 + random / 2);
}

/**
 * What becomes of a message that the server didn't take. A server that can't be reached, or a number that isn't connected
 * just now, may take as long as it takes: age is the limit. Trouble has a limit; a refusal is final until the person retries.
 */
export function refused(item: OutboxItem, error: unknown, now: number, random: number): OutboxItem {
  const attempts = item.attempts + 1;
  const patience = isApiError(error) && (error.status === 0 || error.status === 401 || error.code === "session_not_connected");
  if (patience || (isTransient(error) && attempts < MAX_ATTEMPTS)) {
    const asked = (error as ApiError).retryAfter;
    return { ...item, attempts, retryAt: now + Math.max((asked ?? 0) * 1000, pause(attempts, random)) };
  }
  const { code, message, requestId } = isApiError(error) ? error : { code: "unknown", message: "", requestId: null };
  return failed({ ...item, attempts }, { code, message, requestId });
}

export const failed = (item: OutboxItem, failure: OutboxItem["failure"]): OutboxItem => ({ ...item, state: "failed", failure });

/** The person wants it to go out: at once, under the same key, however old it is. */
export const retried = (item: OutboxItem): OutboxItem => ({
  ...item,
  state: "waiting",
  attempts: 0,
  retryAt: 0,
  confirmed: true,
  failure: null,
});

/** The person wants to look at it first: it stays in its chat, to be sent or discarded there. */
export const held = (item: OutboxItem) => failed(item, { code: HELD, message: "", requestId: null });
