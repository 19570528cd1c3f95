/** Up to two letters that stand for a name: of its first two words, without signs and emoji. Empty if it has none. */
export function initialsOf(name: string): string {
  const words = name.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
  if (!words.some((word) => /\p{L}/u.test(word))) return "";
  return words.slice(0, 2).map((word) => [...word][0]!.toLocaleUpperCase()).join("");
}
