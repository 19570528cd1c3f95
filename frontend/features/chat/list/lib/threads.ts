import type { Chat } from "@/lib/api/types";

/** Whether a row's thread begins or ends there: neighbours of one number share an unbroken one. */
export const threadEnds = (rows: Pick<Chat, "sessionId">[], index: number) => ({
  starts: rows[index - 1]?.sessionId !== rows[index]?.sessionId,
  ends: rows[index + 1]?.sessionId !== rows[index]?.sessionId,
});
