import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import type { Updates } from "@/lib/api/types";
import { sessionsQuery } from "@/lib/queries/sessions";
import { applyChanges, applySessions, newsBetween, withNews, withSession } from "@/lib/queries/sessions-live";
import { aSession } from "@/test/builders";

const sales = aSession({ id: "sales", sessionName: "Ventas", createdAt: "2026-05-01T00:00:00Z", updatedAt: "2026-05-02T00:00:00Z" });
const help = aSession({ id: "help", sessionName: "Soporte", createdAt: "2026-05-03T00:00:00Z", updatedAt: "2026-05-03T00:00:00Z" });
const unlinked = { ...help, status: "error" as const, errorCode: "logged_out", updatedAt: "2026-05-04T00:00:00Z" };

test("a new number takes its place, newest first", () => {
  expect(withSession([sales], help).map(({ id }) => id)).toEqual(["help", "sales"]);
});

test("a late answer doesn't undo what is newer", () => {
  expect(withSession([unlinked, sales], help)).toEqual([unlinked, sales]);
  expect(withSession([help, sales], unlinked)).toEqual([unlinked, sales]);
});

test("what is gone leaves the list", () => {
  expect(applyChanges([help, sales], { sessions: [], removedSessions: ["help"] })).toEqual([sales]);
});

test("news are changes of state and numbers that are gone", () => {
  expect(newsBetween([help, sales], [unlinked])).toEqual([
    { name: "Soporte", key: "unlinked" },
    { name: "Ventas", key: "removed" },
  ]);
  expect(newsBetween([sales], [help, { ...sales, sessionName: "Mostrador" }])).toEqual([]);
});

test("a number's last message is the newest of its chats", () => {
  const news = (sessionId: string, lastMessageAt: string | null) => ({ sessionId, lastMessageAt });
  const [later, earlier] = ["2026-05-04T10:00:00.5Z", "2026-05-04T10:00:00Z"];
  expect(withNews([help, sales], [news("sales", earlier), news("sales", later), news("sales", null)])).toEqual([help, { ...sales, lastMessageAt: later }]);
  const known = { ...sales, lastMessageAt: later };
  expect(withNews([known], [news("sales", earlier)])[0]).toBe(known);
});

test("the feed reaches the list in the cache, if there is one", () => {
  const client = new QueryClient();
  const { queryKey } = sessionsQuery();
  const updates = { sessions: [unlinked], removedSessions: ["sales"], contacts: [] } as unknown as Updates;

  applySessions(client, updates);
  expect(client.getQueryData(queryKey)).toBeUndefined();

  client.setQueryData(queryKey, [help, sales]);
  applySessions(client, updates);
  expect(client.getQueryData(queryKey)).toEqual([unlinked]);
});
