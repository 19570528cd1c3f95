"use client";

import { useEffect, useRef, useState } from "react";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { compareMessages } from "@/features/chat/api/timeline-order";

/** News that come within this time are said together, in milliseconds. */
const PAUSE = 1_000;

/** What a screen reader is to say: the messages of others that came while the chat was open, never older ones that were loaded. */
export function useAnnouncement(messages: TimelineMessage[], say: (news: TimelineMessage[]) => string): string {
  const [text, setText] = useState("");
  const newest = useRef<TimelineMessage | undefined>(undefined);
  const news = useRef<TimelineMessage[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const saying = useRef(say);

  useEffect(() => {
    saying.current = say;
  });

  useEffect(() => {
    const before = newest.current;
    newest.current = messages.at(-1) ?? before;
    if (!before) return;
    const fresh = messages.filter((message) => !message.fromMe && message.origin === "live" && compareMessages(message, before) > 0);
    // A jump to the end brings many at once, which the person sees.
    if (fresh.length === 0 || !messages.some(({ id, echoKey }) => id === before.id || echoKey === before.id)) return;
    news.current.push(...fresh);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setText(saying.current(news.current));
      news.current = [];
    }, PAUSE);
  }, [messages]);

  useEffect(() => () => clearTimeout(timer.current), []);
  return text;
}
