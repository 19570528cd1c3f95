import { expect, test } from "vitest";
import { withCount } from "@/features/chat/notify/lib/tab-title";

test.each<[string, number, string]>([
  ["Chats · Conectafy", 3, "(3) Chats · Conectafy"],
  ["(3) Chats · Conectafy", 4, "(4) Chats · Conectafy"],
  ["(99+) Chats", 0, "Chats"],
  ["Chats", 120, "(99+) Chats"],
])("%s with %i is %s", (title, count, marked) => expect(withCount(title, count)).toBe(marked));
