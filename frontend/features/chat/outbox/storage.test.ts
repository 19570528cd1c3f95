import { beforeEach, expect, it, vi } from "vitest";
import type { OutboxItem } from "@/features/chat/outbox/item";
import { ItemStorage } from "@/features/chat/outbox/storage";
import { forgetPeople, greet } from "@/lib/browser-data";

const item = { id: "1", owner: "ana", content: { type: "text", text: "hola" } } as OutboxItem;

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("indexedDB", {});
  greet("ana");
});

it("keeps what waits for its person alone", () => {
  expect(new ItemStorage("ana").save(item)).toBe(true);
  expect(new ItemStorage("ana").load()).toEqual([item]);
  expect(new ItemStorage("beto").load()).toEqual([]);
});

it("keeps nothing of who signed out while it was on its way", async () => {
  await forgetPeople();
  expect(new ItemStorage("ana").save(item)).toBe(false);
  expect(localStorage).toHaveLength(0);
});
