import { create } from "zustand";
import { persist } from "zustand/middleware";

/** 0 is without a tone, then light to dark. */
export type Tone = 0 | 1 | 2 | 3 | 4 | 5;

type Taste = { recent: string[]; tone: Tone };

const MAX_RECENT = 32;

/** Which emoji and skin tone the person in front of this browser likes. */
export const useEmojiTaste = create<Taste>()(persist((): Taste => ({ recent: [], tone: 0 }), { name: "conectafy-emoji", version: 1 }));

/** Puts an emoji in front of the recent ones. */
export function remember(emoji: string) {
  useEmojiTaste.setState(({ recent }) => ({ recent: [emoji, ...recent.filter((other) => other !== emoji)].slice(0, MAX_RECENT) }));
}
