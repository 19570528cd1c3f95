import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { streamAttempt } from "@/features/realtime/lib/stream";

const listener = { hear: vi.fn(), reach: vi.fn(), alive: vi.fn() };
const renewToken = vi.fn(async () => {});
const follow = (cursor: string | null = null, signal = new AbortController().signal) =>
  streamAttempt({ url: "http://api/api/events", token: async () => "secret", renewToken })(cursor, listener, signal);

/** Answers the next request with these pieces of text, then ends or breaks. */
function answer(pieces: string[], broken = false) {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      if (!broken) controller.close();
    },
    pull(controller) {
      if (broken) controller.error(new Error("reset"));
    },
  });
  return vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response(body, { status: 200 }));
}

const refuse = (status: number, code: string) =>
  vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response(JSON.stringify({ code }), { status }));

const updates = (cursor: string) => `id: ${cursor}\nevent: updates\ndata: {"cursor":"${cursor}","hasMore":false}\n\n`;

beforeEach(() => Object.values(listener).forEach((spy) => spy.mockClear()));
afterEach(() => vi.restoreAllMocks());

test("sends the token and the cursor as headers, never in the address", async () => {
  const fetched = answer([updates("5")]);
  expect(await follow("4")).toBe("lived");
  const [url, init] = fetched.mock.calls[0]!;
  expect(url).toBe("http://api/api/events");
  expect(init?.headers).toMatchObject({ Authorization: "Bearer secret", "Last-Event-ID": "4" });
  expect(listener.hear).toHaveBeenCalledWith({ cursor: "5", hasMore: false });
  expect(listener.reach).toHaveBeenCalledWith("5", false);
});

test("a comment is a sign of life and no news", async () => {
  answer([": beat\n\n"]);
  expect(await follow()).toBe("failed");
  expect(listener.alive).toHaveBeenCalled();
  expect(listener.hear).not.toHaveBeenCalled();
});

test("says that the token ended", async () => {
  answer([updates("1"), 'event: error\ndata: {"code":"token_expired"}\n\n']);
  expect(await follow()).toBe("tokenExpired");
});

test("says that the cursor is too old", async () => {
  refuse(410, "cursor_expired");
  expect(await follow("old")).toBe("cursorExpired");
});

test("renews a token that isn't accepted", async () => {
  refuse(401, "token_invalid");
  expect(await follow()).toBe("failed");
  expect(renewToken).toHaveBeenCalledTimes(1);
});

test("a connection that breaks after news lived", async () => {
  answer([updates("1")], true);
  expect(await follow()).toBe("lived");
});

test("a connection that breaks before news failed", async () => {
  answer([": hi\n\n"], true);
  await expect(follow()).rejects.toThrow("reset");
});
