import { create } from "zustand";
import type { Outbox } from "@/features/chat/outbox/outbox";

type Current = {
  /** The signed-in person's outbox; null until it is known who that is. */
  outbox: Outbox | null;
  /** Who that is. */
  owner: string | null;
  /** How many messages wait for the person's word, because they are old. */
  oldCount: number;
};

/** The outbox of who is signed in, which `OutboxHost` sets up. */
export const useCurrentOutbox = create<Current>()(() => ({ outbox: null, owner: null, oldCount: 0 }));
