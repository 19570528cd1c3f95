/** A piece of a text, and whether it was looked for. */
export type Piece = { text: string; found: boolean };

/** Cuts a text at what was found. `matches` are pairs of start and length, in Unicode characters. */
export function cutAtMatches(text: string, matches: number[][]): Piece[] {
  const letters = [...text];
  const pieces: Piece[] = [];
  let at = 0;
  const add = (to: number, found: boolean) => {
    if (to > at) pieces.push({ text: letters.slice(at, to).join(""), found });
    at = Math.max(at, to);
  };
  for (const [start = 0, length = 0] of matches.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0))) {
    add(start, false);
    add(start + length, true);
  }
  add(letters.length, false);
  return pieces;
}

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Where a name has a part that was looked for, without regard to case and accents. */
export function matchesIn(text: string, part: string): number[][] {
  const letters = [...text].map(plain);
  const wanted = [...plain(part)];
  if (wanted.length === 0) return [];
  for (let start = 0; start < letters.length; start++) {
    if (letters.slice(start).join("").startsWith(wanted.join(""))) return [[start, wanted.length]];
  }
  return [];
}
