import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError, NETWORK } from "@/lib/api/errors";
import type { Message } from "@/lib/api/types";
import type { OutboxItem } from "@/features/chat/outbox/item";
import { CANCELLED, FILE_LOST, OLD_AFTER } from "@/features/chat/outbox/machine";
import { Outbox, type OutboxDeps } from "@/features/chat/outbox/outbox";

beforeEach(() => void vi.useFakeTimers({ now: 1_800_000_000_000 }));
afterEach(() => void vi.useRealTimers());

const settle = () => vi.advanceTimersByTimeAsync(0);
const text = (id: string, chatId = "c") => ({ id, sessionId: "s", chatId, content: { type: "text" as const, text: id }, quote: null });
const photo = (id: string) => ({ ...text(id), content: { type: "image" as const } });

/** What the tabs of a browser share, and a server that notes the keys it was asked with. */
function browser() {
  const items = new Map<string, string>();
  const files = new Map<string, Blob>();
  const chains = new Map<string, Promise<void>>();
  const asked: string[] = [];
  const state = { online: true, connected: true, answer: (item: OutboxItem): Promise<Message> => Promise.resolve({ id: item.id } as Message) };

  function tab(change: Partial<OutboxDeps> = {}) {
    const sent: string[] = [];
    const outbox: Outbox = new Outbox({
      owner: "ana",
      storage: {
        load: () => [...items.values()].map((item) => JSON.parse(item) as OutboxItem),
        save: (item) => Boolean(items.set(item.id, JSON.stringify(item))),
        remove: (id) => void items.delete(id),
      },
      files: {
        put: async (id, file) => files.set(id, file),
        get: async (id) => files.get(id),
        remove: async (id) => files.delete(id),
      },
      send: (item, _file, { signal }) => {
        asked.push(item.id);
        return new Promise((resolve, reject) => {
          signal.addEventListener("abort", () => reject(new Error("aborted")));
          state.answer(item).then(resolve, reject);
        });
      },
      exclusive: (name, task) => {
        const next = (chains.get(name) ?? Promise.resolve()).then(task);
        chains.set(name, next);
        return next;
      },
      online: () => state.online,
      connected: () => state.connected,
      onSent: (item) => void sent.push(item.id),
      onChange: () => undefined,
      ...change,
    });
    return { outbox, sent };
  }
  return { tab, state, asked, files };
}

describe("the outbox", () => {
  it("sends in order, one by one, and forgets what the server has", async () => {
    const { tab, asked } = browser();
    const { outbox, sent } = tab();
    for (const id of ["1", "2", "3"]) outbox.add(text(id));
    expect(outbox.items()).toHaveLength(3);
    await settle();
    expect(asked).toEqual(["1", "2", "3"]);
    expect(sent).toEqual(["1", "2", "3"]);
    expect(outbox.items()).toEqual([]);
  });

  it("keeps what is written offline over a reload, and sends it once, in order, on return", async () => {
    const { tab, state, asked } = browser();
    state.online = false;
    const before = tab().outbox;
    before.add(text("1"));
    before.add(text("2"));
    await settle();
    before.stop();
    expect(asked).toEqual([]);

    const after = tab();
    state.online = true;
    after.outbox.look();
    await settle();
    expect(asked).toEqual(["1", "2"]);
  });

  it("sends each message from one of two tabs alone", async () => {
    const { tab, asked } = browser();
    const [one, other] = [tab(), tab()];
    one.outbox.add(text("1"));
    other.outbox.look();
    other.outbox.add(text("2"));
    one.outbox.look();
    await settle();
    expect(asked).toEqual(["1", "2"]);
  });

  it("asks again under the same key when no answer came, before what was written later", async () => {
    const { tab, state, asked } = browser();
    const { outbox } = tab();
    state.answer = () => Promise.reject(new ApiError(NETWORK, "", 0));
    outbox.add(text("1"));
    outbox.add(text("2"));
    await settle();
    expect(asked).toEqual(["1"]);
    state.answer = (item) => Promise.resolve({ id: item.id } as Message);
    await vi.advanceTimersByTimeAsync(2000);
    expect(asked).toEqual(["1", "1", "2"]);
  });

  it("marks what the server refuses, goes on with the next one, and retries or discards at the person's word", async () => {
    const { tab, state, asked } = browser();
    const { outbox } = tab();
    state.answer = (item) =>
      item.id === "2" ? Promise.resolve({} as Message) : Promise.reject(new ApiError("not_on_whatsapp", "No usa WhatsApp", 422, "R"));
    for (const id of ["1", "2", "3"]) outbox.add(text(id));
    await settle();
    expect(outbox.items()).toMatchObject([
      { id: "1", state: "failed", failure: { message: "No usa WhatsApp" } },
      { id: "3", state: "failed" },
    ]);
    outbox.discard("3");
    state.answer = () => Promise.resolve({} as Message);
    outbox.retry("1");
    await settle();
    expect(outbox.items()).toEqual([]);
    expect(asked).toEqual(["1", "2", "3", "1"]);
  });

  it("waits for a number that isn't connected", async () => {
    const { tab, state, asked } = browser();
    state.connected = false;
    const { outbox } = tab();
    outbox.add(text("1"));
    await settle();
    expect(asked).toEqual([]);
    state.connected = true;
    outbox.look();
    await settle();
    expect(asked).toEqual(["1"]);
  });

  it("asks about what is older than two hours", async () => {
    const { tab, state, asked } = browser();
    state.online = false;
    const { outbox } = tab();
    outbox.add(text("1"));
    outbox.add(text("2"));
    await vi.advanceTimersByTimeAsync(OLD_AFTER + 1000);
    state.online = true;
    outbox.look();
    await settle();
    expect(asked).toEqual([]);
    expect(outbox.oldOnes()).toHaveLength(2);
    outbox.discard("1");
    outbox.sendOld();
    await settle();
    expect(asked).toEqual(["2"]);
  });

  it("keeps the bytes of a file until they are up, and stops an upload", async () => {
    const { tab, state, files } = browser();
    const { outbox, sent } = tab();
    state.answer = () => new Promise(() => undefined);
    outbox.add(photo("1"), new File(["x"], "a.png", { type: "image/png" }));
    await settle();
    expect(outbox.isSending("1")).toBe(true);
    outbox.cancel("1");
    await settle();
    expect(outbox.items()).toMatchObject([{ state: "failed", failure: { code: CANCELLED } }]);
    expect(files.has("1")).toBe(true);

    state.answer = () => Promise.resolve({} as Message);
    outbox.retry("1");
    await settle();
    expect(sent).toEqual(["1"]);
    expect(files.size).toBe(0);
  });

  it("says so when a file's bytes are gone", async () => {
    const { tab, state, files } = browser();
    state.online = false;
    const { outbox } = tab();
    outbox.add(photo("1"), new File(["x"], "a.png"));
    await settle();
    files.clear();
    state.online = true;
    outbox.look();
    await settle();
    expect(outbox.items()).toMatchObject([{ state: "failed", failure: { code: FILE_LOST } }]);
  });

  it("sends a file although the browser can't keep it", async () => {
    const { tab } = browser();
    const { outbox, sent } = tab({ files: { put: () => Promise.reject(new Error("full")), get: async () => undefined, remove: async () => undefined } });
    outbox.add(photo("1"), new File(["x"], "a.png"));
    outbox.add(text("2"));
    await settle();
    expect(sent).toEqual(["1", "2"]);
  });
});
