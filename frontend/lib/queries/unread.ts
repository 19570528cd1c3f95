import { queryOptions } from "@tanstack/react-query";
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
