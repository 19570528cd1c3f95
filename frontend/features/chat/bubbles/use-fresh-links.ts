"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Media, Message } from "@/lib/api/types";
import { getFullMessage } from "@/features/chat/api/actions";
import { upsertMessages } from "@/features/chat/api/timeline-cache";

/** A link that fails again this soon, in milliseconds, isn't broken because it is old. */
const PATIENCE = 60_000;

const asked = new Map<string, number>();

/** Asks for a message again, whose links to its file are too old to open; null if they were fresh. */
export async function freshMedia(queryClient: QueryClient, message: Pick<Message, "id" | "sessionId">): Promise<Media | null> {
  const now = Date.now();
  if (now - (asked.get(message.id) ?? 0) < PATIENCE) return null;
  asked.set(message.id, now);
  const { message: fresh } = await getFullMessage(message);
  upsertMessages(queryClient, [fresh]);
  return fresh.media ?? null;
}

/** What to do when the link to a message's file doesn't open: links live for about an hour. */
export function useFreshLinks(message: Pick<Message, "id" | "sessionId">): () => Promise<Media | null> {
  const queryClient = useQueryClient();
  const { id, sessionId } = message;
  return useCallback(() => freshMedia(queryClient, { id, sessionId }).catch(() => null), [queryClient, id, sessionId]);
}
