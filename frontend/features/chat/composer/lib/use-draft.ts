"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { putChats } from "@/features/chat/api/chats-cache";
import { putDraft } from "@/features/chat/composer/api/draft";
import { loadDraft, saveDraft, type StoredDraft } from "@/features/chat/composer/lib/draft-storage";
import type { Mention } from "@/features/chat/composer/lib/mentions";
import { mergeDraft } from "@/features/chat/composer/lib/merge-draft";
import type { Chat } from "@/lib/api/types";

/** How long nothing is typed until the server gets the draft, in milliseconds. */
const SETTLE = 1_200;

/**
 * What the person began to write in a chat: in the browser at each key press, on the server once they pause. Mount it anew for
 * another chat.
 */
export function useDraft(owner: string, chat: Chat) {
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState<StoredDraft>(() => merged(loadDraft(owner, chat), chat.draft));
  const [server, setServer] = useState(chat.draft);
  if (server !== chat.draft) {
    setServer(chat.draft);
    setDraft(merged(draft, chat.draft));
  }

  const { sessionId, chatId } = chat;
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
    saveDraft(owner, { sessionId, chatId }, draft);
  }, [draft, owner, sessionId, chatId]);

  const uploads = useRef(Promise.resolve());
  /** Gives the server what is the newest then, one after the other, so that an old one never comes last. */
  const upload = useCallback(() => {
    uploads.current = uploads.current.then(async () => {
      const { text, base } = latest.current;
      if (text === (base ?? "")) return;
      const sent = text || null;
      try {
        putChats(queryClient, [await putDraft({ sessionId, chatId }, sent)]);
      } catch {
        return; // It stays in the browser, and goes with the next pause.
      }
      setDraft((current) => ({ ...current, base: sent }));
      // Whoever left the chat meanwhile is told through the storage.
      latest.current = { ...latest.current, base: sent };
      saveDraft(owner, { sessionId, chatId }, latest.current);
    });
  }, [queryClient, owner, sessionId, chatId]);

  useEffect(() => {
    if (draft.text === (draft.base ?? "")) return;
    const timer = setTimeout(upload, SETTLE);
    return () => clearTimeout(timer);
  }, [draft, upload]);
  // Who leaves the chat doesn't wait for the pause.
  useEffect(() => upload, [upload]);

  const change = useCallback((next: Partial<StoredDraft>) => setDraft((current) => ({ ...current, ...next })), []);
  return {
    text: draft.text,
    mentions: draft.mentions,
    setText: useCallback((text: string) => change({ text }), [change]),
    addMention: useCallback((mention: Mention) => setDraft((current) => ({ ...current, mentions: [...current.mentions, mention] })), []),
    /** Forgets it, on the server at once: it was sent. */
    clear: useCallback(() => {
      change({ text: "", mentions: [] });
      latest.current = { ...latest.current, text: "", mentions: [] };
      upload();
    }, [change, upload]),
  };
}

export type Draft = ReturnType<typeof useDraft>;

const merged = (local: StoredDraft | null, server: string | null): StoredDraft => ({
  mentions: local?.mentions ?? [],
  ...mergeDraft(local, server),
});
