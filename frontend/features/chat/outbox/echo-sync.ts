import type { QueryClient } from "@tanstack/react-query";
import type { Message } from "@/lib/api/types";
import type { LocalEcho } from "@/features/chat/api/timeline";
import { addEcho, patchEcho, removeEcho, replaceEcho } from "@/features/chat/api/timeline-cache";
import type { OutboxFailure, OutboxItem } from "@/features/chat/outbox/item";
import type { Outbox } from "@/features/chat/outbox/outbox";
import { toEcho } from "@/features/chat/outbox/to-echo";

/** Says why a message failed, in the person's language. */
export type SayFailure = (failure: OutboxFailure | null) => string;

/** How long a file's blob: link stays open after its message went out, in milliseconds: until the server's picture is there. */
const LINGER = 30_000;

/** Keeps the timeline's echoes in step with the outbox. */
export class EchoSync {
  private readonly shown = new Map<string, string>();
  private readonly previews = new Map<string, string>();

  constructor(
    private readonly queryClient: QueryClient,
    private readonly outbox: Outbox,
    private readonly say: SayFailure,
  ) {}

  /** Shows what is new, changes what changed and takes away what is gone. */
  sync() {
    const items = this.outbox.items();
    for (const item of items) this.show(item);
    const present = new Set(items.map(({ id }) => id));
    for (const id of [...this.shown.keys()]) if (!present.has(id)) this.drop(id);
  }

  /** Puts the server's message in the place of its echo. */
  sent(item: OutboxItem, message: Message) {
    replaceEcho(this.queryClient, item.id, message);
    this.drop(item.id);
  }

  /** Takes all echoes away, when another person signs in. */
  clear() {
    for (const id of [...this.shown.keys()]) this.drop(id);
  }

  private show(item: OutboxItem) {
    const local = this.localOf(item);
    const look = JSON.stringify([local.state, local.progress, local.error]);
    const before = this.shown.get(item.id);
    if (before === look) return;
    this.shown.set(item.id, look);
    if (before !== undefined) return patchEcho(this.queryClient, item.sessionId, item.chatId, item.id, local);
    addEcho(this.queryClient, toEcho(item, local));
    if (item.file) void this.preview(item);
  }

  private localOf(item: OutboxItem): LocalEcho {
    const { outbox } = this;
    const local = { key: item.id, previewUrl: this.previews.get(item.id) };
    const discard = () => outbox.discard(item.id);
    if (item.state === "failed") {
      const error = { message: this.say(item.failure), requestId: item.failure?.requestId };
      return { ...local, state: "failed", error, progress: undefined, retry: () => outbox.retry(item.id), discard };
    }
    // A text looks the same on its way: it goes out at once, and a change would only draw it twice.
    if (!item.file || !outbox.isSending(item.id)) return { ...local, state: "waiting", error: undefined, progress: undefined, discard };
    const progress = Math.round((outbox.progress.get(item.id) ?? 0) * 50) / 50;
    return { ...local, state: "uploading", error: undefined, progress, discard: () => outbox.cancel(item.id) };
  }

  private async preview(item: OutboxItem) {
    const file = await this.outbox.file(item.id);
    if (!file || !this.shown.has(item.id)) return;
    const previewUrl = URL.createObjectURL(file);
    this.previews.set(item.id, previewUrl);
    patchEcho(this.queryClient, item.sessionId, item.chatId, item.id, { previewUrl });
  }

  private drop(id: string) {
    this.shown.delete(id);
    removeEcho(this.queryClient, id);
    const url = this.previews.get(id);
    if (!url) return;
    this.previews.delete(id);
    setTimeout(() => URL.revokeObjectURL(url), LINGER);
  }
}
