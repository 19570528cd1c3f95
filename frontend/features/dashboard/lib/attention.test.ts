import { expect, test } from "vitest";
import { attentionItems, peopleOf } from "@/features/dashboard/lib/attention";
import type { Capacity, Chat, Dashboard, Session } from "@/lib/api/types";
import { aSession } from "@/test/builders";
import { aDashboard } from "@/test/dashboard";

const now = Date.parse("2026-11-27T16:42:00Z");
const named = (id: string, changes: Partial<Session> = {}) => aSession({ id, sessionName: id, ...changes });
const broke = (id: string, errorCode: string) => named(id, { status: "error", errorCode });

const failed = (sessionId: string, chatId: string, chatName: string | null = null): Dashboard["failed"]["newest"][number] => ({
  id: `${sessionId} ${chatId}`,
  sessionId,
  chatId,
  chatName,
  phoneNumber: null,
  type: "text",
  body: "Hola",
  timestamp: "2026-11-27T16:00:00Z",
  errorCode: null,
  errorReason: null,
});

const waiting = (sessionId: string, at: string): Chat => ({
  id: at,
  sessionId,
  chatId: "5218112345601@c.us",
  phoneNumber: "5218112345601",
  name: "Mariana Treviño",
  pictureUrl: null,
  isGroup: false,
  unreadCount: 1,
  markedUnread: false,
  archived: false,
  pinned: false,
  mutedUntil: null,
  draft: null,
  lastMessage: { id: at, body: "¿Tienen conchas?", type: "text", fromMe: false, status: null, senderName: null, durationMs: null, at },
  lastMessageAt: at,
  createdAt: "2026-11-01T00:00:00Z",
});

const traffic = (sessionId: string, failures: number): Dashboard["sessions"][number] => ({
  sessionId,
  incoming: [],
  outgoing: [],
  unreadChats: 0,
  unreadMessages: 0,
  failed: failures,
});

const usage = (sessionId: string, memoryBytes: number, memoryLimitBytes = 1000) => ({ sessionId, memoryBytes, memoryLimitBytes, cpuPercent: 1 });
const capacity = (...of: Capacity["usage"]): Capacity => ({ sessions: 2, maxSessions: 20, memoryBytes: 0, memoryLimitBytes: 0, usage: of });

test("nothing when all is well", () => {
  const sessions = [named("a"), named("stopped", { status: "disconnected", desiredState: "stopped" })];
  expect(attentionItems({ sessions, dashboard: aDashboard(), capacity: capacity(usage("a", 500)), now })).toEqual([]);
});

test("the gravest comes first", () => {
  const sessions = [
    named("limited", { restrictedUntil: "2026-11-27T18:20:00Z" }),
    broke("expired", "qr_expired"),
    broke("broken", "container_crash_loop"),
    broke("unlinked", "logged_out"),
    named("fine"),
  ];
  const dashboard = aDashboard({
    sessions: [traffic("fine", 2)],
    failed: { count: 2, newest: [failed("fine", "1@c.us")] },
    unanswered: { count: 5, oldest: [waiting("fine", "2026-11-27T16:02:00Z"), waiting("limited", "2026-11-27T16:05:00Z")] },
  });
  const items = attentionItems({ sessions, dashboard, capacity: capacity(usage("fine", 900)), now });
  expect(items.map(({ kind, session }) => `${kind} ${session.id}`)).toEqual([
    "unlinked unlinked",
    "broken broken",
    "failed fine",
    "waiting fine",
    "expired expired",
    "limited limited",
    "memory fine",
  ]);
});

test("failed sends are told by number, with those of its own among the newest", () => {
  const dashboard = aDashboard({
    sessions: [traffic("a", 7), traffic("b", 1), traffic("c", 0), traffic("gone", 3)],
    failed: { count: 11, newest: [failed("b", "1@c.us"), failed("a", "2@c.us")] },
  });
  expect(attentionItems({ sessions: [named("a"), named("b"), named("c")], dashboard, now })).toMatchObject([
    { kind: "failed", session: { id: "a" }, count: 7, newest: [{ chatId: "2@c.us" }] },
    { kind: "failed", session: { id: "b" }, count: 1, newest: [{ chatId: "1@c.us" }] },
  ]);
});

test("who waits is told once, from the oldest", () => {
  const oldest = [waiting("b", "2026-11-27T15:00:00Z"), waiting("a", "2026-11-27T16:00:00Z")];
  const items = attentionItems({ sessions: [named("a"), named("b")], dashboard: aDashboard({ unanswered: { count: 12, oldest } }), now });
  expect(items).toMatchObject([{ kind: "waiting", session: { id: "b" }, count: 12, since: "2026-11-27T15:00:00Z" }]);
});

test("a limit that is over, or of a number that is stopped, is none", () => {
  const sessions = [
    named("over", { restrictedUntil: "2026-11-27T16:41:59Z" }),
    named("stopped", { status: "disconnected", desiredState: "stopped", restrictedUntil: "2026-11-27T18:00:00Z" }),
  ];
  expect(attentionItems({ sessions, dashboard: aDashboard(), now })).toEqual([]);
});

test("memory counts from nine tenths, and not without a limit", () => {
  const sessions = [named("a"), named("b"), named("c")];
  const items = attentionItems({ sessions, capacity: capacity(usage("a", 899), usage("b", 900), usage("c", 9999, 0)), now });
  expect(items).toMatchObject([{ kind: "memory", session: { id: "b" }, share: 0.9 }]);
});

test("people are named once, the newest first", () => {
  const messages = [failed("a", "1"), failed("a", "2"), failed("a", "1"), failed("a", "3")];
  expect(peopleOf(messages)).toEqual({ shown: [messages[0], messages[1]], others: 1 });
  expect(peopleOf([])).toEqual({ shown: [], others: 0 });
});
