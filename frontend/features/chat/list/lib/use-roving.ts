"use client";

import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";

/** Where a key leads in a list; undefined if it leads nowhere. */
export function rovingTarget(key: string, index: number, count: number, page: number): number | undefined {
  const last = count - 1;
  const clamp = (to: number) => Math.max(0, Math.min(last, to));
  switch (key) {
    case "ArrowDown":
      return clamp(index + 1);
    case "ArrowUp":
      return clamp(index - 1);
    case "PageDown":
      return clamp(index + page);
    case "PageUp":
      return clamp(index - page);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return undefined;
  }
}

type Options = { count: number; start: number; page: number; scrollTo: (index: number) => void; container: RefObject<HTMLElement | null> };

/** One row of a long list takes part in the order of Tab; the arrows lead to the others, which are brought on screen first. */
export function useRoving({ count, start, page, scrollTo, container }: Options) {
  const [moved, setMoved] = useState<number | null>(null);
  const wanted = useRef<number | null>(null);
  const active = Math.max(0, Math.min(count - 1, moved ?? Math.max(0, start)));

  // The row may only be there once the list has scrolled to it, so this looks after each render.
  useEffect(() => {
    if (wanted.current === null) return;
    const row = container.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"] [data-row-link]`);
    if (!row) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });

  const focus = (index: number) => {
    wanted.current = index;
    setMoved(index);
    scrollTo(index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !(event.target as HTMLElement).matches("[data-row-link]")) return;
    const to = rovingTarget(event.key, active, count, page);
    if (to === undefined) return;
    event.preventDefault();
    focus(to);
  };
  return { active, focus, setActive: setMoved, onKeyDown };
}
