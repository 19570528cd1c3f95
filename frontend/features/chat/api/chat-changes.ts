import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { chatKeys } from "@/features/chat/api/chats";
import { putChats } from "@/features/chat/api/chats-cache";
import { change } from "@/lib/api/client";
import type { Chat } from "@/lib/api/types";
import { unreadKeys } from "@/lib/queries/unread";

/** What a person may change about a chat. */
export type ChatChange = Partial<Pick<Chat, "archived" | "pinned" | "mutedUntil" | "markedUnread">>;

const path = (chat: Chat) => `/api/messages/${chat.sessionId}/chat/${encodeURIComponent(chat.chatId)}`;

/** Cancels what would overwrite a change, and shows it before the server knows. */
async function show(client: QueryClient, chat: Chat, next: Partial<Chat>) {
  await client.cancelQueries({ queryKey: chatKeys.all });
  putChats(client, [{ ...chat, ...next }]);
}

function useChatMutation<T>(send: (chat: Chat, next: T) => Promise<Chat>, shown: (next: T) => Partial<Chat>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ chat, next }: { chat: Chat; next: T }) => send(chat, next),
    onMutate: ({ chat, next }) => show(client, chat, shown(next)),
    onSuccess: (chat) => putChats(client, [chat]),
    onError: (_error, { chat }) => putChats(client, [chat]),
    onSettled: () => client.invalidateQueries({ queryKey: unreadKeys.all }),
  });
}

/** Archives, pins, mutes or marks a chat; it shows at once. */
export const useChangeChat = () =>
  useChatMutation((chat, next: ChatChange) => change<Chat>("patch", path(chat), next), (next) => next);

/** Marks a chat as read, here and for the person who wrote. */
export const useReadChat = () =>
  useChatMutation<undefined>((chat) => change<Chat>("post", `${path(chat)}/read`), () => ({ unreadCount: 0, markedUnread: false }));
