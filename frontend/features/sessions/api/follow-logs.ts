import { fromAnswer } from "@/lib/api/errors";
import { settings } from "@/lib/env";
import { eventParser, type StreamEvent } from "@/lib/sse";
import { accessToken } from "@/lib/supabase";

/** Lines from before that the stream begins with. */
const TAIL = 500;

type Listener = { onOpen: () => void; onLines: (lines: string[]) => void; signal: AbortSignal };

/**
 * Follows the log of a number's container until it ends, and resolves then. What breaks it is thrown as an ApiError, or as
 * fetch gives it. The token goes in a header, which EventSource can't send.
 */
export async function followLogs(id: string, { onOpen, onLines, signal }: Listener): Promise<void> {
  const answer = await fetch(`${settings().apiUrl}/api/sessions/${id}/logs?follow=true&tail=${TAIL}`, {
    headers: {
      Accept: "text/event-stream",
      "Accept-Language": document.documentElement.lang,
      Authorization: `Bearer ${await accessToken()}`,
    },
    cache: "no-store",
    signal,
  });
  if (!answer.ok || !answer.body) throw fromAnswer(answer.status, await answer.json().catch(() => null));
  onOpen();
  const parse = eventParser();
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const events = parse(piece.value);
    onLines(events.filter(({ type }) => type === "line").map(({ data }) => JSON.parse(data) as string));
    const broken = events.find(({ type }) => type === "error");
    if (broken) throw errorOf(broken);
  }
}

function errorOf({ data }: StreamEvent) {
  const body = JSON.parse(data) as { status?: number };
  return fromAnswer(body.status ?? 0, body);
}
