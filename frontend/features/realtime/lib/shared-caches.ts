import type { QueryClient } from "@tanstack/react-query";
import { onUpdates } from "@/lib/live/bus";
import { applySessions } from "@/lib/queries/sessions-live";
import { refreshUnreadSoon } from "@/lib/queries/unread";

/** Puts the news into what every page shows: the numbers, and what waits in their chats. */
export function keepSharedCaches(client: QueryClient): () => void {
  const unread = refreshUnreadSoon(client);
  const forget = onUpdates((updates) => {
    applySessions(client, updates);
    if (updates.contacts.length + updates.removedContacts.length > 0) unread.refresh();
  });
  return () => {
    forget();
    unread.cancel();
  };
}
