import type { Outcome } from "@/features/realtime/lib/course";
import type { Attempt } from "@/features/realtime/lib/feed";
import { eventParser, type StreamEvent } from "@/lib/sse";
import type { Updates } from "@/lib/api/types";

/** Where the stream is, and the token that opens it. */
export type StreamPorts = { url: string; token: () => Promise<string | null>; renewToken: () => Promise<void> };

const codeOf = (text: string): string | undefined => {
  try {
    return (JSON.parse(text) as { code?: string }).code;
  } catch {
    return undefined;
  }
};

/** Why the server wouldn't open the stream. */
async function refusal(answer: Response, renewToken: () => Promise<void>): Promise<Outcome> {
  if (answer.status === 401) await renewToken();
  return codeOf(await answer.text()) === "cursor_expired" ? "cursorExpired" : "failed";
}

/** Follows the stream of events. The token goes in a header, which EventSource can't send. */
export const streamAttempt =
  ({ url, token, renewToken }: StreamPorts): Attempt =>
  async (cursor, listener, signal) => {
    const headers: Record<string, string> = {
      Accept: "text/event-stream",
      "Accept-Language": document.documentElement.lang,
      Authorization: `Bearer ${await token()}`,
    };
    if (cursor) headers["Last-Event-ID"] = cursor;
    const answer = await fetch(url, { headers, signal, cache: "no-store" });
    if (!answer.ok || !answer.body) return refusal(answer, renewToken);

    const parse = eventParser();
    let end = "failed" as Outcome;
    const take = (event: StreamEvent) => {
      if (event.type === "updates") {
        const updates = JSON.parse(event.data) as Updates;
        listener.hear(updates);
        listener.reach(updates.cursor, updates.hasMore);
        end = "lived";
      } else if (event.type === "error") {
        const code = codeOf(event.data);
        if (code === "token_expired") end = "tokenExpired";
        if (code === "cursor_expired") end = "cursorExpired";
      }
    };
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    try {
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        listener.alive();
        parse(piece.value).forEach(take);
      }
      return end;
    } catch (error) {
      // A connection that broke after it brought something is no reason to doubt the way.
      if (end === "lived" && !signal.aborted) return end;
      throw error;
    }
  };
