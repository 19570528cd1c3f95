import type { QueryClient } from "@tanstack/react-query";
import { onUpdates } from "@/lib/live/bus";
import { removeMessages, upsertMessages } from "@/features/chat/api/timeline-cache";

const following = new WeakSet<QueryClient>();

/**
 * Puts what the live feed brings into the chats that are loaded. It goes on when no chat is on screen: what stays in the
 * cache is right when the person comes back.
 */
export function followFeed(queryClient: QueryClient) {
  if (following.has(queryClient)) return;
  following.add(queryClient);
  onUpdates(({ messages, removedMessages }) => {
    upsertMessages(queryClient, messages);
    removeMessages(queryClient, removedMessages);
  });
}
