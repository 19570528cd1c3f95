"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { withCount } from "@/features/chat/notify/lib/tab-title";
import { unreadQuery } from "@/lib/queries/unread";

const CALM = "/favicon.svg";
/** The logo with its dot grown and red. */
const WAITING = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#2550a4"/><path d="M20.9 10.6A8 8 0 1 0 20.9 21.4" fill="none" stroke="#fff" stroke-width="3.4" stroke-linecap="round"/><path d="M7.7 18.9 6.9 25.2l5.7-1.6z" fill="#fff" stroke="#fff" stroke-width="1.2" stroke-linejoin="round"/><circle cx="23.6" cy="16" r="5" fill="#d92d20"/></svg>',
)}`;

/** Shows on the browser's tab that something is unread: the count before the title, and a red dot in the icon. */
export function useTabMarks() {
  const { data: count = 0 } = useQuery({
    ...unreadQuery(),
    select: (rows) => rows.reduce((sum, row) => sum + Math.max(row.messages, row.chats), 0),
  });

  useEffect(() => {
    const mark = () => {
      const title = withCount(document.title, count);
      if (title !== document.title) document.title = title;
    };
    mark();
    // Each page sets its own title when one goes there.
    const observer = new MutationObserver(mark);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => {
      observer.disconnect();
      document.title = withCount(document.title, 0);
    };
  }, [count]);

  useEffect(() => {
    document.querySelectorAll<HTMLLinkElement>('link[rel~="icon"]').forEach((link) => {
      link.href = count > 0 ? WAITING : CALM;
    });
  }, [count]);
}
