"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { chatListQuery } from "@/features/chat/api/chats";
import { openDialog } from "@/features/chat/lib/dialogs";
import { useChatTitle } from "@/features/chat/lib/use-chat-title";
import { usePlace } from "@/features/chat/lib/use-place";
import { matchesIn } from "@/features/chat/lib/highlight";
import { useDebounced } from "@/hooks/use-debounced";
import { sessionsQuery } from "@/lib/queries/sessions";
import type { Chat, Session } from "@/lib/api/types";

/** Something that the palette leads to. */
export type Entry = { id: string; label: string; chat?: Chat; session?: Session; onAction: () => void };
export type EntryGroup = { id: "chats" | "numbers" | "pages" | "actions"; entries: Entry[] };

const REST = 150;
const CHATS = 8;

/** What fits a text: chats, numbers, pages and actions, in this order. Without a text the newest chats come first. */
export function useEntries(text: string) {
  const t = useTranslations("chat.palette");
  const router = useRouter();
  const { go } = usePlace();
  const title = useChatTitle();
  const q = useDebounced(text.trim(), REST);
  const { data: sessions = [] } = useQuery(sessionsQuery());
  const chats = useInfiniteQuery({ ...chatListQuery({ sessionId: null, filter: "all", q }), placeholderData: keepPreviousData });

  const to = (href: string) => () => router.push(href);
  const fits = ({ label }: Entry) => !text.trim() || matchesIn(label, text.trim()).length > 0;
  // While the server is being asked, what it found for fewer letters must fit these too: Enter opens what is at the top.
  const isLate = q !== text.trim() || chats.isPlaceholderData;
  const known: Entry[] = (chats.data?.pages[0]?.data ?? []).map((chat) => ({
    id: chat.id,
    label: title(chat),
    chat,
    session: sessions.find(({ id }) => id === chat.sessionId),
    onAction: () => go({ sessionId: null, filter: "all", chat: { sessionId: chat.sessionId, chatId: chat.chatId } }),
  }));
  const found = known.filter((entry) => !isLate || fits(entry)).slice(0, CHATS);
  const numbers: Entry[] = sessions.map((session) => ({
    id: session.id,
    label: t("chatsOf", { name: session.sessionName }),
    session,
    onAction: () => go({ sessionId: session.id, filter: "all", chat: null }),
  }));
  const pages: Entry[] = [
    { id: "home", label: t("home"), onAction: to("/dashboard") },
    { id: "chats", label: t("allChats"), onAction: to("/chat") },
    { id: "numbers", label: t("allNumbers"), onAction: to("/sessions") },
    { id: "settings", label: t("settings"), onAction: to("/settings") },
  ];
  const actions: Entry[] = [
    { id: "newChat", label: t("newChat"), onAction: () => openDialog("newChat") },
    { id: "connect", label: t("connect"), onAction: to("/sessions/new") },
    { id: "shortcuts", label: t("shortcuts"), onAction: () => openDialog("shortcuts") },
  ];
  const groups: EntryGroup[] = [
    { id: "chats", entries: found },
    { id: "numbers", entries: numbers.filter(fits) },
    { id: "pages", entries: pages.filter(fits) },
    { id: "actions", entries: actions.filter(fits) },
  ];
  return groups.filter(({ entries }) => entries.length > 0);
}
