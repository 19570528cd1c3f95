import type { Draftbox } from "@/features/chat/composer/lib/toggle-mark";

/** Puts `insert` in the place of what stands from `from` to `to`, as if the person had typed it: Ctrl+Z takes it back. */
export function typeOver(area: HTMLTextAreaElement, from: number, to: number, insert: string) {
  area.focus();
  area.setSelectionRange(from, to);
  // Deprecated, and the only way that keeps the browser's own undo.
  if (document.execCommand?.("insertText", false, insert)) return;
  area.setRangeText(insert, from, to, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

export const selectionOf = ({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): Draftbox => ({
  text: value,
  start: selectionStart,
  end: selectionEnd,
});

/** Makes the box look like that, in one step for Ctrl+Z. */
export function applyBox(area: HTMLTextAreaElement, next: Draftbox) {
  typeOver(area, 0, area.value.length, next.text);
  area.setSelectionRange(next.start, next.end);
}

/** Lets the box grow with its text up to what its max-height allows, in browsers whose CSS can't. */
export function grow(area: HTMLTextAreaElement) {
  if ("fieldSizing" in area.style) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight}px`;
}

/** Puts `insert` in the place of the selection and leaves the focus where it is. */
export function typeQuietly(area: HTMLTextAreaElement, insert: string) {
  area.setRangeText(insert, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}
