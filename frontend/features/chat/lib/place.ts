import { type ChatFilter, chatFilters } from "@/features/chat/api/chats";

/** Where the person is in the inbox. The address says it, so it survives a reload and can be linked to. */
export type Place = {
  /** The number whose chats are listed; all if null. */
  sessionId: string | null;
  filter: ChatFilter;
  /** The open chat. */
  chat: { sessionId: string; chatId: string } | null;
};

const isFilter = (text: string | null): text is ChatFilter => chatFilters.some((filter) => filter === text);

/** Reads `/chat?session=&filter=&chat=&chatSession=`. `chatSession` is the open chat's number where it isn't `session`. */
export function readPlace(params: Pick<URLSearchParams, "get">): Place {
  const sessionId = params.get("session");
  const filter = params.get("filter");
  const chatId = params.get("chat");
  const chatSession = params.get("chatSession") ?? sessionId;
  return {
    sessionId,
    filter: isFilter(filter) ? filter : "all",
    chat: chatId && chatSession ? { sessionId: chatSession, chatId } : null,
  };
}

/** The address of a place. */
export function placeHref({ sessionId, filter, chat }: Place): string {
  const params = new URLSearchParams();
  if (sessionId) params.set("session", sessionId);
  if (filter !== "all") params.set("filter", filter);
  if (chat) {
    params.set("chat", chat.chatId);
    if (chat.sessionId !== sessionId) params.set("chatSession", chat.sessionId);
  }
  const query = params.toString();
  return query ? `/chat?${query}` : "/chat";
}
