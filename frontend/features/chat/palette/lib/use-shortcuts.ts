"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { type ChatListData, chatListQuery, chatQuery } from "@/features/chat/api/chats";
import { isBlank } from "@/features/chat/api/find-chat";
import { useChatActions } from "@/features/chat/lib/use-chat-actions";
import { openDialog, useDialog } from "@/features/chat/lib/dialogs";
import { useDetails } from "@/features/chat/lib/details-store";
import { currentPlace, isInbox, usePlace } from "@/features/chat/lib/use-place";
import { replyToLast } from "@/features/chat/palette/lib/reply-to-last";
import { isTyping, pressOf } from "@/features/chat/palette/lib/keys";
import { neighbour } from "@/features/chat/palette/lib/neighbour";
import { type Command, commandOf } from "@/features/chat/palette/lib/shortcuts";
import { usePreferences } from "@/lib/preferences";
import type { Chat } from "@/lib/api/types";

const SEARCH_FIELD = "chat-search";

/** Makes the keys work, on every page. What is about a chat works where one is open. */
export function useShortcuts() {
  const client = useQueryClient();
  const { go } = usePlace();
  const act = useChatActions();

  const openChat = (): Chat | null => {
    const open = isInbox() ? currentPlace().chat : null;
    return open && (client.getQueryData(chatQuery(client, open.sessionId, open.chatId).queryKey) ?? null);
  };
  const step = (by: 1 | -1) => {
    if (!isInbox()) return go({});
    const place = currentPlace();
    const { queryKey } = chatListQuery({ sessionId: place.sessionId, filter: place.filter, q: "" });
    const rows = client.getQueryData<ChatListData>(queryKey)?.pages.flatMap((page) => page.data) ?? [];
    const next = neighbour(rows, place.chat, by);
    if (next) go({ chat: { sessionId: next.sessionId, chatId: next.chatId } });
  };
  const withChat = (what: (chat: Chat) => void) => {
    const chat = openChat();
    if (!chat || isBlank(chat)) return false;
    what(chat);
    return true;
  };
  /** One layer per press: what is on top closes itself and keeps the press, so here is only the conversation left. */
  const back = () => {
    if (!isInbox() || !currentPlace().chat) return false;
    if (useDetails.getState().over) useDetails.setState({ over: false });
    else go({ chat: null });
    return true;
  };

  const search = () => {
    const field = document.getElementById(SEARCH_FIELD);
    if (field && field.offsetParent !== null) field.focus();
    else go({ chat: null });
  };

  /** Says whether the press was of use. */
  const run = (command: Command): boolean => {
    switch (command) {
      case "next":
      case "previous":
        step(command === "next" ? 1 : -1);
        return true;
      case "palette":
      case "newChat":
        openDialog(command);
        return true;
      case "help":
        openDialog("shortcuts");
        return true;
      case "search":
        search();
        return true;
      case "reply":
        return withChat((chat) => replyToLast(client, chat));
      case "unread":
        return withChat(act.toggleRead);
      case "mute":
        return withChat(act.toggleMute);
      case "pin":
        return withChat(act.togglePin);
      case "archive":
        return withChat(act.toggleArchive);
      case "back":
        return back();
    }
  };

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || useDialog.getState().open !== null) return;
    // A menu or dialog on top has its own keys.
    if (event.target instanceof Element && event.target.closest("[role=dialog], [role=alertdialog], [role=menu], [role=listbox]")) return;
    const typing = isTyping(event.target);
    const command = commandOf(pressOf(event), typing, usePreferences.getState().letterShortcuts);
    if (command && run(command)) event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}
