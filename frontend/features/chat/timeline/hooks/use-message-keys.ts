"use client";

import type { Virtualizer } from "@tanstack/react-virtual";
import type { KeyboardEvent, RefObject } from "react";
import type { Row } from "@/features/chat/timeline/lib/group-timeline";

type Options = { rows: Row[]; scroller: RefObject<HTMLDivElement | null>; virtual: Virtualizer<HTMLDivElement, Element> };

/** Moves the focus between messages: up and down to the neighbours, from the log itself to the newest on screen. */
export function useMessageKeys({ rows, scroller, virtual }: Options) {
  const focus = (index: number) => {
    const row = rows[index];
    if (row?.kind !== "message") return;
    virtual.scrollToIndex(index, { align: "auto" });
    // The line may only be drawn now.
    requestAnimationFrame(() => {
      const selector = `[data-message="${CSS.escape(row.message.id)}"]`;
      scroller.current?.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true });
    });
  };
  const next = (from: number, step: 1 | -1) => {
    for (let index = from + step; index >= 0 && index < rows.length; index += step) {
      if (rows[index]!.kind === "message") return index;
    }
    return -1;
  };

  return (event: KeyboardEvent<HTMLElement>) => {
    if ((event.key !== "ArrowUp" && event.key !== "ArrowDown") || event.altKey || event.ctrlKey || event.metaKey) return;
    const { target } = event;
    const here = target instanceof HTMLElement ? target.dataset.message : undefined;
    if (here === undefined && target !== event.currentTarget) return;
    event.preventDefault();
    if (here !== undefined) return focus(next(rows.findIndex((row) => row.kind === "message" && row.message.id === here), event.key === "ArrowUp" ? -1 : 1));
    const { scrollTop, clientHeight } = event.currentTarget;
    const lowest = virtual.getVirtualItemForOffset(scrollTop + clientHeight - 8);
    focus(next((lowest?.index ?? rows.length - 1) + 1, -1));
  };
}
