import type { OutboxItem } from "@/features/chat/outbox/item";
import { isHere } from "@/lib/browser-data";

/**
 * The items of one person in localStorage, each under a key of its own, so that tabs don't write over each other. It is
 * written before the key press ends: a reload right after it loses nothing.
 */
export class ItemStorage {
  private readonly prefix: string;

  constructor(private readonly owner: string) {
    this.prefix = `conectafy-outbox:${owner}:`;
  }

  load(): OutboxItem[] {
    const items: OutboxItem[] = [];
    for (let index = 0; index < localStorage.length; index++) {
      const key = localStorage.key(index);
      if (!key?.startsWith(this.prefix)) continue;
      const item = parse(localStorage.getItem(key));
      if (item) items.push(item);
    }
    return items;
  }

  /** Whether there was room for it, and its person is still signed in. */
  save(item: OutboxItem): boolean {
    try {
      if (!isHere(this.owner)) return false;
      localStorage.setItem(this.prefix + item.id, JSON.stringify(item));
      return true;
    } catch {
      return false;
    }
  }

  remove(id: string) {
    localStorage.removeItem(this.prefix + id);
  }

  /** Calls `onChange` when another tab changed something, until the function that it gives is called. */
  watch(onChange: () => void): () => void {
    const listen = ({ key }: StorageEvent) => {
      if (key === null || key.startsWith(this.prefix)) onChange();
    };
    window.addEventListener("storage", listen);
    return () => window.removeEventListener("storage", listen);
  }
}

function parse(text: string | null): OutboxItem | null {
  try {
    return text ? (JSON.parse(text) as OutboxItem) : null;
  } catch {
    return null;
  }
}
