/** A word that is being typed after `@` or `:`, for which there are suggestions. */
export type Trigger = { kind: "mention" | "emoji"; query: string; from: number; to: number };

const MENTION = /(?:^|[\s(¡¿"'])@([^\s@]*(?: [^\s@]+)?)$/u;
/** Two letters at least: `:)` and `10:3` mean themselves. */
const EMOJI = /(?:^|[\s(¡¿"'])(:([\p{L}+][\p{L}\p{N}_+-]+))$/u;

/** What the text before the caret asks for; null if it asks for nothing. */
export function findTrigger(text: string, caret: number, mentions: boolean): Trigger | null {
  const before = text.slice(0, caret);
  const mention = mentions ? MENTION.exec(before) : null;
  if (mention) return { kind: "mention", query: mention[1]!, from: caret - mention[1]!.length - 1, to: caret };
  const emoji = EMOJI.exec(before);
  if (emoji) return { kind: "emoji", query: emoji[2]!, from: caret - emoji[1]!.length, to: caret };
  return null;
}
