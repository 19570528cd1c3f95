/** A text and what is selected in it, as in a textarea. */
export type Draftbox = { text: string; start: number; end: number };

/** Puts WhatsApp's mark around the selection, or takes it away where it is already. Without a selection the caret ends up between two marks. */
export function toggleMark({ text, start, end }: Draftbox, mark: "*" | "_" | "~"): Draftbox {
  const picked = text.slice(start, end);
  // WhatsApp shows no format when a blank stands next to the mark.
  const lead = picked.length - picked.trimStart().length;
  const from = start + (picked.trim() ? lead : 0);
  const to = from + picked.trim().length;
  if (to > from && text[from - 1] === mark && text[to] === mark) {
    return { text: text.slice(0, from - 1) + text.slice(from, to) + text.slice(to + 1), start: from - 1, end: to - 1 };
  }
  return { text: text.slice(0, from) + mark + text.slice(from, to) + mark + text.slice(to), start: from + 1, end: to + 1 };
}
