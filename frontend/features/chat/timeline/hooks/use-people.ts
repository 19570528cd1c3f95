"use client";

import { replaceEqualDeep, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { Chat, Session } from "@/lib/api/types";
import { groupQuery } from "@/features/chat/api/group";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { ownNames, type People, peopleOf } from "@/features/chat/bubbles/lib/people";
import { useChatTitle } from "@/features/chat/lib/use-chat-title";

/** How the people of a chat are called. */
export function usePeople(chat: Chat, session: Session, messages: TimelineMessage[]): People {
  const { data: group } = useQuery(groupQuery(chat));
  const title = useChatTitle()(chat);
  const [names, setNames] = useState(() => ownNames(chat.chatId, messages));
  // A message of somebody whose name is known changes nobody's name.
  const next = useMemo(() => replaceEqualDeep(names, ownNames(chat.chatId, messages)), [names, chat.chatId, messages]);
  if (next !== names) setNames(next);
  return useMemo(
    () => peopleOf({ ownNumber: session.phoneNumber, chatId: chat.chatId, chatName: title, group, ownNames: next }),
    [session.phoneNumber, chat.chatId, title, group, next],
  );
}
