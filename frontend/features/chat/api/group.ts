import { queryOptions, skipToken } from "@tanstack/react-query";
import { getData } from "@/lib/api/client";
import type { Chat, Group } from "@/lib/api/types";
import { type ChatName, chatPath } from "@/features/chat/api/timeline";

export const groupKeys = {
  all: ["group"] as const,
  detail: ({ sessionId, chatId }: ChatName) => [...groupKeys.all, sessionId, chatId] as const,
};

/** Who is in a group. A chat that is no group has nobody to ask for. */
export const groupQuery = (chat: Pick<Chat, "sessionId" | "chatId" | "isGroup">) =>
  queryOptions({
    queryKey: groupKeys.detail(chat),
    queryFn: chat.isGroup ? ({ signal }) => getData<Group>(`${chatPath(chat)}/participants`, { signal }) : skipToken,
  });
