import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { type ChatListData, chatKeys, type ChatListOf } from "@/features/chat/api/chats";
import { applyChats, patchList } from "@/features/chat/api/chats-cache";
import { blankChat } from "@/features/chat/api/find-chat";
import type { Chat } from "@/lib/api/types";

const all: ChatListOf = { sessionId: null, filter: "all", q: "" };
const none: ReadonlySet<string> = new Set();

const chat = (id: string, minute: number, more: Partial<Chat> = {}): Chat => ({
  ...blankChat("s", `${id}@c.us`),
  id,
  lastMessageAt: new Date(Date.UTC(2026, 10, 27, 10, minute)).toISOString(),
  ...more,
});

const loaded = (pages: Chat[][], nextCursor: string | null = null): ChatListData => ({
  pages: pages.map((data, index) => ({ data, nextCursor: index === pages.length - 1 ? nextCursor : `after-${index}` })),
  pageParams: pages.map((_, index) => (index === 0 ? null : `after-${index - 1}`)),
});

const ids = (data: ChatListData) => data.pages.map((page) => page.data.map((row) => row.id));

test("a chat with news goes up, below the pinned ones", () => {
  const data = loaded([[chat("p", 1, { pinned: true }), chat("a", 30), chat("b", 20)]]);
  expect(ids(patchList(data, all, { contacts: [chat("b", 40)], removed: none }))).toEqual([["p", "b", "a"]]);
});

test("a new chat comes in and one that is gone goes", () => {
  const data = loaded([[chat("a", 30), chat("b", 20)]]);
  expect(ids(patchList(data, all, { contacts: [chat("c", 25)], removed: new Set(["b"]) }))).toEqual([["a", "c"]]);
});

test("an archived chat leaves the list", () => {
  const data = loaded([[chat("a", 30), chat("b", 20)]]);
  expect(ids(patchList(data, all, { contacts: [chat("a", 30, { archived: true })], removed: none }))).toEqual([["b"]]);
});

test("a chat that was read stays among the unread ones", () => {
  const data = loaded([[chat("a", 30, { unreadCount: 2 }), chat("b", 20, { unreadCount: 1 })]]);
  const unread: ChatListOf = { ...all, filter: "unread" };
  const read = patchList(data, unread, { contacts: [chat("a", 30)], removed: none });
  expect(ids(read)).toEqual([["a", "b"]]);
  expect(read.pages[0]!.data[0]!.unreadCount).toBe(0);
  expect(ids(patchList(data, unread, { contacts: [chat("c", 40)], removed: none }))).toEqual([["a", "b"]]);
});

test("a chat of another number isn't let in", () => {
  const data = loaded([[chat("a", 30)]]);
  const other: ChatListOf = { ...all, sessionId: "other" };
  expect(ids(patchList(data, other, { contacts: [chat("c", 40)], removed: none }))).toEqual([["a"]]);
});

test("what lies behind the loaded part comes with its page", () => {
  const data = loaded([[chat("a", 30), chat("b", 20)], [chat("c", 10)]], "more");
  expect(ids(patchList(data, all, { contacts: [chat("z", 5)], removed: none }))).toEqual([["a", "b"], ["c"]]);
  expect(ids(patchList(data, all, { contacts: [chat("z", 25)], removed: none }))).toEqual([["a", "z"], ["b", "c"]]);
});

test("a search keeps to what the server found", () => {
  const data = loaded([[chat("a", 30)]]);
  expect(ids(patchList(data, { ...all, q: "ana" }, { contacts: [chat("c", 40)], removed: none }))).toEqual([["a"]]);
});

test("the feed reaches every list, and the chat that is open", () => {
  const client = new QueryClient();
  client.setQueryData(chatKeys.list(all), loaded([[chat("a", 30)]]));
  client.setQueryData(chatKeys.detail("s", "a@c.us"), chat("a", 30));
  applyChats(client, { contacts: [chat("a", 40, { unreadCount: 3 })], removedContacts: [], removedSessions: [] });
  expect(client.getQueryData<ChatListData>(chatKeys.list(all))!.pages[0]!.data[0]!.unreadCount).toBe(3);
  expect(client.getQueryData<Chat>(chatKeys.detail("s", "a@c.us"))!.unreadCount).toBe(3);
});
