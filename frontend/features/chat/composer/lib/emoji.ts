import { queryOptions } from "@tanstack/react-query";
import type { CompactEmoji } from "emojibase";
import type { Locale } from "@/i18n/locales";
import { plain } from "@/features/chat/composer/lib/plain";

/** An emoji with its name and other words for it in the person's language. */
export type Emoji = {
  emoji: string;
  label: string;
  /** Number of its group, as Unicode orders them. */
  group: number;
  /** The same in the five skin tones, light to dark; empty if it has none. */
  skins: string[];
  /** The words to find it by, without accents. */
  words: string[];
};

/** Parts of other emoji, such as the skin tones themselves. */
const COMPONENTS = 2;
const TONES = 5;

const data: Record<Locale, () => Promise<{ default: CompactEmoji[] }>> = {
  es: () => import("emojibase-data/es/compact.json"),
  en: () => import("emojibase-data/en/compact.json"),
  pt: () => import("emojibase-data/pt/compact.json"),
};

async function loadEmoji(locale: Locale): Promise<Emoji[]> {
  const all = (await data[locale]()).default;
  return all
    .filter(({ group }) => group !== undefined && group !== COMPONENTS)
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .map(({ unicode, label, group, skins, tags }) => ({
      emoji: unicode,
      label,
      group: group!,
      // Those of two people come in all pairs of tones; the first five are the same for both.
      skins: (skins ?? []).slice(0, TONES).map((skin) => skin.unicode),
      words: [label, ...(tags ?? [])].map(plain),
    }));
}

/** All emoji, in Unicode's order. The file comes from this server when something needs it first. */
export const emojiQuery = (locale: Locale) =>
  queryOptions({ queryKey: ["emoji", locale], queryFn: () => loadEmoji(locale), staleTime: Infinity, gcTime: Infinity });
