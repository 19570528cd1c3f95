"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Chat, Session } from "@/lib/api/types";
import { groupQuery } from "@/features/chat/api/group";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { type People, peopleOf } from "@/features/chat/bubbles/lib/people";
import { useChatTitle } from "@/features/chat/lib/use-chat-title";

/** How the people of a chat are called. */
export function usePeople(chat: Chat, session: Session, messages: TimelineMessage[]): People {
  const { data: group } = useQuery(groupQuery(chat));
  const title = useChatTitle()(chat);
  return useMemo(
    () => peopleOf({ ownNumber: session.phoneNumber, chatId: chat.chatId, chatName: title, group, messages }),
    [session.phoneNumber, chat.chatId, title, group, messages],
  );
}
