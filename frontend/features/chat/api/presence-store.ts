import { create } from "zustand";
import type { ChatPresence } from "@/lib/api/types";

export type PersonState = ChatPresence["people"][number]["state"];
/** What a person does just now. `until` is when that isn't known any more, in milliseconds since 1970. */
export type PersonPresence = { address: string; state: PersonState; lastSeen: number | null; until: number };

type PresenceStore = { byChat: Record<string, PersonPresence[]>; tell: (presence: ChatPresence[]) => void; tidy: () => void };

/** How long a state holds that nobody takes back, in milliseconds. WhatsApp repeats that somebody writes every few seconds. */
const HOLDS: Record<PersonState, number> = {
  typing: 15_000,
  recording: 15_000,
  paused: 60_000,
  online: 5 * 60_000,
  offline: 24 * 3_600_000,
};

export const presenceKey = (chat: { sessionId: string; chatId: string }) => `${chat.sessionId}/${chat.chatId}`;

/** The people of a chat with what was told. */
export function mergePeople(known: PersonPresence[], told: ChatPresence["people"], now: number): PersonPresence[] {
  const people = told.map(({ address, state, lastSeen }) => ({ address, state, lastSeen: lastSeen ?? null, until: now + HOLDS[state] }));
  const changed = new Set(people.map((person) => person.address));
  return [...known.filter((person) => !changed.has(person.address) && person.until > now), ...people];
}

/** What people do just now. It is told once and kept nowhere else, so it lives here and not among the server's data. */
export const usePresenceStore = create<PresenceStore>()((set) => ({
  byChat: {},
  tell: (presence) =>
    set(({ byChat }) => {
      const next = { ...byChat };
      for (const told of presence) {
        const key = presenceKey(told);
        next[key] = mergePeople(next[key] ?? [], told.people, Date.now());
      }
      return { byChat: next };
    }),
  tidy: () =>
    set(({ byChat }) => {
      const now = Date.now();
      if (!Object.values(byChat).some((people) => people.some((person) => person.until <= now))) return { byChat };
      const alive = Object.entries(byChat).map(([key, people]) => [key, people.filter((person) => person.until > now)] as const);
      return { byChat: Object.fromEntries(alive.filter(([, people]) => people.length > 0)) };
    }),
}));

const NOBODY: PersonPresence[] = [];

/** What the people of a chat do just now. */
export const usePresence = (chat: { sessionId: string; chatId: string }) =>
  usePresenceStore((state) => state.byChat[presenceKey(chat)] ?? NOBODY);
