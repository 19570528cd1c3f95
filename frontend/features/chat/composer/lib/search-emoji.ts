import type { Emoji } from "@/features/chat/composer/lib/emoji";
import { plain } from "@/features/chat/composer/lib/plain";

/** Those that have a word which begins like each word of the query; those whose name begins so come first. */
export function searchEmoji(all: Emoji[], query: string): Emoji[] {
  const wanted = plain(query.trim()).split(/[\s_]+/).filter(Boolean);
  if (wanted.length === 0) return [];
  const hits = all.flatMap((emoji) => {
    const ranks = wanted.map((word) => rank(emoji.words, word));
    return ranks.includes(MISS) ? [] : [{ emoji, rank: Math.max(...ranks) }];
  });
  return hits.sort((a, b) => a.rank - b.rank).map(({ emoji }) => emoji);
}

const MISS = 9;

function rank([label = "", ...tags]: string[], word: string): number {
  if (label === word) return 0;
  if (label.startsWith(word)) return 1;
  if (tags.some((tag) => tag === word)) return 2;
  if (label.includes(` ${word}`)) return 3;
  return tags.some((tag) => tag.startsWith(word) || tag.includes(` ${word}`)) ? 4 : MISS;
}
