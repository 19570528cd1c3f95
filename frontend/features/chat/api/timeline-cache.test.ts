import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Echoes, timelineKeys, type TimelineData } from "@/features/chat/api/timeline";
import { addEcho, type EchoMessage, patchEcho, removeEcho, removeMessages, replaceEcho, upsertMessages } from "@/features/chat/api/timeline-cache";
import { loaded, message } from "@/features/chat/api/timeline-test-data";

const chat = { sessionId: "s", chatId: "c@c.us" };
let client: QueryClient;

const put = (data: TimelineData) => client.setQueryData(timelineKeys.chat(chat), data);
const all = () => client.getQueryData<TimelineData>(timelineKeys.chat(chat))?.pages.flatMap((page) => page.messages) ?? [];
const ids = () => all().map(({ id }) => id);
const echoes = () => client.getQueryData<Echoes>(timelineKeys.echoes(chat))?.echoes.map(({ id }) => id) ?? [];

const echo = (key: string, minute: number, more: Partial<EchoMessage> = {}): EchoMessage => ({
  ...message(key, minute, { fromMe: true, status: "queued" }),
  ...more,
  local: { key, state: "waiting", ...more.local },
});
const own = (id: string, minute: number) => message(id, minute, { fromMe: true, source: "api" });

beforeEach(() => {
  vi.useFakeTimers();
  client = new QueryClient();
});
afterEach(() => {
  client.clear();
  vi.useRealTimers();
});

describe("what the feed brings", () => {
  it("goes to its place by time and then id, whatever the order it comes in", () => {
    put(loaded([[message("a", 1), message("d", 5)]]));
    upsertMessages(client, [message("c", 3), message("b", 3), message("e", 9)]);
    expect(ids()).toEqual(["a", "b", "c", "d", "e"]);
  });

  it("replaces what is known, and moves it when its time changed", () => {
    put(loaded([[message("a", 1), message("b", 2), message("c", 3)]]));
    upsertMessages(client, [message("b", 2, { body: "new" }), message("a", 7)]);
    expect(ids()).toEqual(["b", "c", "a"]);
    expect(all()[0]!.body).toBe("new");
  });

  it("tells digits apart that a clock in milliseconds doesn't", () => {
    put(loaded([[message("z", 0, { timestamp: "2026-11-27T15:00:00.4Z" })]]));
    upsertMessages(client, [
      message("y", 0, { timestamp: "2026-11-27T15:00:00.400001Z" }),
      message("x", 0, { timestamp: "2026-11-27T15:00:00Z" }),
    ]);
    expect(ids()).toEqual(["x", "z", "y"]);
  });

  it("touches no chat that isn't loaded", () => {
    upsertMessages(client, [message("a")]);
    expect(client.getQueryCache().getAll()).toEqual([]);
  });

  it("stays out of a part that doesn't reach the end, unless it belongs between", () => {
    put(loaded([[message("b", 2), message("d", 4)]], { atStart: false, atEnd: false }));
    upsertMessages(client, [message("a", 1), message("c", 3), message("e", 5)]);
    expect(ids()).toEqual(["b", "c", "d"]);
  });

  it("may be older than everything where the chat begins", () => {
    put(loaded([[message("b", 2)]]));
    upsertMessages(client, [message("a", 1)]);
    expect(ids()).toEqual(["a", "b"]);
  });

  it("fills an empty chat, and takes away what is gone", () => {
    put(loaded([[]]));
    upsertMessages(client, [message("b", 2), message("a", 1)]);
    removeMessages(client, ["b", "never seen"]);
    expect(ids()).toEqual(["a"]);
  });

  it("makes two pages of one that grew long, which go on at the right place", () => {
    put(loaded([[message("000", 0)]]));
    upsertMessages(client, Array.from({ length: 100 }, (_, index) => message(String(index + 1).padStart(3, "0"), index + 1)));
    const data = client.getQueryData<TimelineData>(timelineKeys.chat(chat))!;
    expect(data.pages.map((page) => page.messages.length)).toEqual([50, 51]);
    expect(data.pages.map((page) => [page.atStart, page.atEnd])).toEqual([[true, false], [false, true]]);
    expect(data.pageParams[1]).toEqual({ at: "after", id: "049" });
  });

  it("isn't lost when an older page answers after it", async () => {
    put(loaded([[message("b", 2)]], { atStart: false, atEnd: true }));
    let answer: (page: unknown) => void = () => {};
    const fetching = client.fetchQuery({ queryKey: timelineKeys.chat(chat), queryFn: () => new Promise((resolve) => (answer = resolve)), staleTime: 0 });
    upsertMessages(client, [message("c", 3)]);
    answer(loaded([[message("a", 1)], [message("b", 2)]]));
    await fetching;
    expect(ids()).toEqual(["a", "b", "c"]);
  });
});

describe("an own message", () => {
  it("is shown before the server knows it, in the order of writing", () => {
    addEcho(client, echo("k2", 2));
    addEcho(client, echo("k1", 1));
    addEcho(client, echo("k2", 2));
    expect(echoes()).toEqual(["k1", "k2"]);
  });

  it("gives way to the server's message and keeps its row", () => {
    put(loaded([[message("a", 1)]]));
    addEcho(client, echo("k", 2));
    replaceEcho(client, "k", own("m", 2));
    expect(echoes()).toEqual([]);
    expect(all().map(({ id, echoKey }) => [id, echoKey])).toEqual([["a", undefined], ["m", "k"]]);
    upsertMessages(client, [{ ...own("m", 2), status: "read" }]);
    expect(all()[1]).toMatchObject({ status: "read", echoKey: "k" });
  });

  it("is never there twice when the feed is faster than the answer", () => {
    put(loaded([[message("a", 1)]]));
    addEcho(client, echo("k", 2));
    upsertMessages(client, [{ ...own("m", 2), status: "delivered" }]);
    expect(ids()).toEqual(["a"]);
    replaceEcho(client, "k", { ...own("m", 2), status: "queued" });
    expect(ids()).toEqual(["a", "m"]);
    expect(all()[1]!.status).toBe("delivered");
    expect(echoes()).toEqual([]);
  });

  it("of another tab waits a moment at most, and not at all if it is of another kind", () => {
    put(loaded([[message("a", 1)]]));
    addEcho(client, echo("k", 2));
    upsertMessages(client, [own("other", 2), { ...own("photo", 3), type: "image" }]);
    expect(ids()).toEqual(["a", "photo"]);
    vi.advanceTimersByTime(5_000);
    expect(ids()).toEqual(["a", "other", "photo"]);
    expect(echoes()).toEqual(["k"]);
  });

  it("that fails or is discarded holds nothing back", () => {
    put(loaded([[]]));
    addEcho(client, echo("k", 2));
    upsertMessages(client, [own("m", 3)]);
    patchEcho(client, "s", "c@c.us", "k", { state: "failed", error: { message: "no" } });
    expect(ids()).toEqual(["m"]);
    removeEcho(client, "k");
    expect(echoes()).toEqual([]);
  });

  it("goes to the chat that the server chose for it", () => {
    put(loaded([[]]));
    client.setQueryData(timelineKeys.chat({ sessionId: "s", chatId: "d@c.us" }), loaded([[]]));
    addEcho(client, echo("k", 2));
    replaceEcho(client, "k", { ...own("m", 2), chatId: "d@c.us" });
    expect(ids()).toEqual([]);
    expect(client.getQueryData<TimelineData>(timelineKeys.chat({ sessionId: "s", chatId: "d@c.us" }))!.pages[0]!.messages).toHaveLength(1);
  });

  it("whose echo is gone already is merged as any other", () => {
    put(loaded([[]]));
    replaceEcho(client, "k", own("m", 2));
    expect(ids()).toEqual(["m"]);
  });
});
