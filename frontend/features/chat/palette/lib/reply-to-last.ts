import type { QueryClient } from "@tanstack/react-query";
import { timelineKeys, type TimelineData } from "@/features/chat/api/timeline";
import { actionsFor } from "@/features/chat/bubbles/lib/can";
import { useSelection } from "@/features/chat/timeline/selection-store";
import type { Chat } from "@/lib/api/types";

/** Begins an answer to the last message of others that is loaded. */
export function replyToLast(client: QueryClient, chat: Chat) {
  const messages = client.getQueryData<TimelineData>(timelineKeys.chat(chat))?.pages.flatMap((page) => page.messages);
  const last = messages?.findLast((message) => !message.fromMe && actionsFor(message, Date.now()).reply);
  if (last) useSelection.getState().startReply(last);
}
