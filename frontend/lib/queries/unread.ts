import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { getData } from "@/lib/api/client";

/** What waits in the chats of one number. */
export type Unread = { sessionId: string; chats: number; messages: number };

export const unreadKeys = { all: ["unread"] as const };

/** Unread chats and messages by number; muted and archived chats don't count. */
export const unreadQuery = () =>
  queryOptions({
    queryKey: unreadKeys.all,
    queryFn: ({ signal }) => getData<Unread[]>("/api/unread", { signal }),
  });

/** Changes of chats come in bursts; the counts are asked for at most this often, in milliseconds. */
const EVERY = 800;

/** Asks for the counts again a moment after chats changed, once for a burst. */
export function refreshUnreadSoon(client: QueryClient) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    refresh: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void client.invalidateQueries({ queryKey: unreadKeys.all });
      }, EVERY);
    },
    cancel: () => clearTimeout(timer),
  };
}
