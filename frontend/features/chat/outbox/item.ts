import type { NewMessage, Quote } from "@/lib/api/types";

/** Why a message didn't go out: the server's code and words, or a code of ours and no words. */
export type OutboxFailure = { code: string; message: string; requestId: string | null };

/** A message that the person wrote and the server doesn't have yet. */
export type OutboxItem = {
  /** A UUID made here: the Idempotency-Key, and the id of the echo in the timeline. */
  id: string;
  /** The person who wrote it. Nobody else in this browser sees or sends it. */
  owner: string;
  sessionId: string;
  chatId: string;
  content: NewMessage;
  /** What it answers, for the echo. */
  quote: Quote | null;
  /** The file that goes with it; its bytes are kept apart, under the item's id. */
  file: { name: string; type: string; size: number } | null;
  /** Milliseconds since 1970. It grows from each message to the next and so tells their order. */
  writtenAt: number;
  state: "waiting" | "failed";
  /** How often the server was asked in vain. */
  attempts: number;
  /** Not before this moment, in milliseconds since 1970. */
  retryAt: number;
  /** The person wants it to go out although it is old. */
  confirmed: boolean;
  failure: OutboxFailure | null;
};

/** The name of a chat among those of all numbers. */
export const chatKey = ({ sessionId, chatId }: Pick<OutboxItem, "sessionId" | "chatId">) => `${sessionId}/${chatId}`;
