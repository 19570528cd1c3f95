import type { Message } from "@/lib/api/types";
import { chatKey, type OutboxItem } from "@/features/chat/outbox/item";
import { CANCELLED, failed, FILE_LOST, held, inOrder, newItem, nextLook, oldOnes, ready, refused, retried } from "@/features/chat/outbox/machine";

/** What the outbox needs of the world around it. */
export type OutboxDeps = {
  owner: string;
  storage: {
    load: () => OutboxItem[];
    save: (item: OutboxItem) => boolean;
    remove: (id: string) => void;
  };
  files: {
    put: (id: string, file: Blob) => Promise<unknown>;
    get: (id: string) => Promise<Blob | undefined>;
    remove: (id: string) => Promise<unknown>;
  };
  /** Hands a message to the server. The same item again is the same message. */
  send: (item: OutboxItem, file: Blob | undefined, options: SendOptions) => Promise<Message>;
  /** Runs the task while no other tab runs one of that name. */
  exclusive: (name: string, task: () => Promise<void>) => Promise<void>;
  online: () => boolean;
  connected: (sessionId: string) => boolean;
  /** Hears that the server has a message. */
  onSent: (item: OutboxItem, message: Message) => void;
  /** Hears that the list, or what is on its way, is another one now. */
  onChange: () => void;
};

export type SendOptions = { signal: AbortSignal; onProgress: (part: number) => void };

type Written = Pick<OutboxItem, "id" | "sessionId" | "chatId" | "content" | "quote">;

/**
 * The messages of one person that the server doesn't have yet. They go out in the order in which they were written, chat by
 * chat, each under its own key. All tabs share the list and take turns by a lock per chat.
 */
export class Outbox {
  /** How much of a file is up, 0 to 1, by the id of its message. */
  readonly progress = new Map<string, number>();
  /** What has no place in the storage (yet): its file is being written, or there is no room. It lives as long as the tab. */
  private readonly unsaved = new Map<string, OutboxItem>();
  private readonly blobs = new Map<string, Blob>();
  private readonly preparing = new Set<string>();
  private readonly busy = new Set<string>();
  private readonly sending = new Map<string, AbortController>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;

  constructor(private readonly deps: OutboxDeps) {}

  /** All of them, in the order in which they were written. */
  items(): OutboxItem[] {
    const saved = this.deps.storage.load().filter(({ id }) => !this.unsaved.has(id));
    return inOrder([...saved, ...this.unsaved.values()]);
  }

  /** Those about which the person has to be asked, because they are old. */
  oldOnes = () => oldOnes(this.items(), Date.now());

  isSending = (id: string) => this.sending.has(id);

  /** Takes a message and sends it as soon as it can. It is in the list when this returns. */
  add(written: Written, file?: File): OutboxItem {
    const last = this.items().at(-1)?.writtenAt ?? 0;
    const about = file ? { name: file.name, type: file.type, size: file.size } : null;
    const item = newItem({ ...written, owner: this.deps.owner, file: about }, Date.now(), last);
    if (file) void this.keepFile(item, file);
    else this.keep(item);
    this.changed();
    return item;
  }

  /** Sends one that failed again, under its own key. */
  retry(id: string) {
    this.update(id, retried);
  }

  /** Forgets one. */
  discard(id: string) {
    this.sending.get(id)?.abort();
    this.forget(id);
    this.changed();
  }

  /** Stops the upload of a file; it can be retried or discarded then. */
  cancel(id: string) {
    this.sending.get(id)?.abort();
    this.update(id, (item) => failed(item, { code: CANCELLED, message: "", requestId: null }));
  }

  sendOld() {
    for (const item of this.oldOnes()) this.keep(retried(item));
    this.changed();
  }

  /** Leaves the old ones in their chats, to be sent or discarded there. */
  holdOld(): OutboxItem[] {
    const old = this.oldOnes();
    for (const item of old) this.keep(held(item));
    this.changed();
    return old;
  }

  /** The bytes of a message's file. */
  async file(id: string): Promise<Blob | undefined> {
    return this.blobs.get(id) ?? (await this.deps.files.get(id).catch(() => undefined));
  }

  /** Looks for what can go out. Call it when something of the world around changed. */
  look() {
    if (this.stopped) return;
    const now = Date.now();
    const items = this.items();
    const world = {
      now,
      online: this.deps.online(),
      connected: this.deps.connected,
      busy: (chat: string) => this.busy.has(chat) || [...this.unsaved.values()].some((item) => this.preparing.has(item.id) && chatKey(item) === chat),
    };
    for (const item of ready(items, world)) void this.take(item, world);
    clearTimeout(this.timer);
    const next = nextLook(items, now);
    if (next !== null) this.timer = setTimeout(() => this.look(), next - now);
  }

  /** Cuts all pauses short: what stood in the way may be gone. */
  hurry() {
    const now = Date.now();
    for (const item of this.items()) if (item.state === "waiting" && item.retryAt > now) this.keep({ ...item, retryAt: 0 });
    this.look();
  }

  /** Sends nothing any more. What is on its way ends by itself. */
  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private changed() {
    this.deps.onChange();
    this.look();
  }

  private find = (id: string) => this.items().find((item) => item.id === id);

  private update(id: string, next: (item: OutboxItem) => OutboxItem) {
    const item = this.find(id);
    if (!item) return;
    this.keep(next(item));
    this.changed();
  }

  private keep(item: OutboxItem) {
    // Bytes that are in this tab alone keep the message in this tab alone.
    if (!this.blobs.has(item.id) && this.deps.storage.save(item)) this.unsaved.delete(item.id);
    else this.unsaved.set(item.id, item);
  }

  private async keepFile(item: OutboxItem, file: File) {
    this.blobs.set(item.id, file);
    this.unsaved.set(item.id, item);
    this.preparing.add(item.id);
    // Only what has its bytes in the storage is shown to the other tabs, which couldn't send it otherwise.
    const kept = await this.deps.files.put(item.id, file).then(() => true, () => false);
    this.preparing.delete(item.id);
    const current = this.unsaved.get(item.id);
    if (kept && current) {
      this.blobs.delete(item.id);
      this.keep(current);
    }
    this.changed();
  }

  private forget(id: string) {
    this.unsaved.delete(id);
    this.blobs.delete(id);
    this.progress.delete(id);
    this.deps.storage.remove(id);
    void this.deps.files.remove(id).catch(() => undefined);
  }

  private async take(item: OutboxItem, world: { connected: (sessionId: string) => boolean }) {
    const chat = chatKey(item);
    this.busy.add(chat);
    try {
      await this.deps.exclusive(`${this.deps.owner}/${chat}`, async () => {
        // Another tab may have sent it, or one before it may be there now.
        const now = { now: Date.now(), online: this.deps.online(), connected: world.connected, busy: () => false };
        const current = ready(this.items(), now).find((one) => chatKey(one) === chat);
        if (current && !this.stopped) await this.send(current);
      });
    } finally {
      this.busy.delete(chat);
      this.changed();
    }
  }

  private async send(item: OutboxItem) {
    const controller = new AbortController();
    this.sending.set(item.id, controller);
    this.deps.onChange();
    try {
      const file = item.file ? await this.file(item.id) : undefined;
      if (item.file && !file) {
        this.keep(failed(item, { code: FILE_LOST, message: "", requestId: null }));
        return;
      }
      const onProgress = (part: number) => {
        this.progress.set(item.id, part);
        this.deps.onChange();
      };
      const message = await this.deps.send(item, file, { signal: controller.signal, onProgress });
      this.deps.onSent(item, message);
      this.forget(item.id);
    } catch (error) {
      // One that was cancelled or discarded, here or in another tab, stays so.
      if (!controller.signal.aborted && this.find(item.id)) this.keep(refused(item, error, Date.now(), Math.random()));
    } finally {
      this.sending.delete(item.id);
      this.progress.delete(item.id);
    }
  }
}
