import { expect, test } from "vitest";
import { blankChat } from "@/features/chat/api/find-chat";
import { newsTeller } from "@/features/chat/notify/lib/notices";
import type { Chat, Message } from "@/lib/api/types";

const NOW = Date.UTC(2026, 10, 27, 12);
const chat = (more: Partial<Chat> = {}): Chat => ({ ...blankChat("s", "1@c.us"), unreadCount: 1, ...more });
const message = (id: string, more: Partial<Message> = {}) =>
  ({ id, sessionId: "s", chatId: "1@c.us", fromMe: false, origin: "live", type: "text", createdAt: new Date(NOW).toISOString(), ...more }) as Message;

const tell = (messages: Message[], contacts = [chat()]) => newsTeller()({ messages, contacts }, () => undefined, NOW);

test("tells the newest message of a chat, once", () => {
  const teller = newsTeller();
  const news = { messages: [message("a"), message("b")], contacts: [chat()] };
  expect(teller(news, () => undefined, NOW).map((notice) => notice.message.id)).toEqual(["b"]);
  expect(teller(news, () => undefined, NOW)).toEqual([]);
});

test.each<[string, Partial<Message>]>([
  ["own ones", { fromMe: true }],
  ["history", { origin: "history" }],
  ["what was recovered after a gap", { origin: "recovered" }],
  ["news of a group", { type: "notice" }],
  ["old ones", { createdAt: new Date(NOW - 3 * 60_000).toISOString() }],
])("keeps quiet about %s", (_what, more) => expect(tell([message("a", more)])).toEqual([]));

test.each<[string, Partial<Chat>]>([
  ["muted", { mutedUntil: new Date(NOW + 1000).toISOString() }],
  ["archived", { archived: true }],
  ["read elsewhere", { unreadCount: 0 }],
])("keeps quiet about chats that are %s", (_what, more) => expect(tell([message("a")], [chat(more)])).toEqual([]));

test("looks the chat up where the news don't bring it", () => {
  const notices = newsTeller()({ messages: [message("a")], contacts: [] }, () => chat(), NOW);
  expect(notices).toHaveLength(1);
});
