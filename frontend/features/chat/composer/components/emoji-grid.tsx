"use client";

import { type KeyboardEvent, useRef, useState } from "react";
import type { Emoji } from "@/features/chat/composer/lib/emoji";
import type { Tone } from "@/features/chat/composer/lib/emoji-taste";

type Props = { list: Emoji[]; tone: Tone; onPick: (emoji: string) => void };

/** Emoji side by side: one of them is in the tab order, arrows go on from there. */
export function EmojiGrid({ list, tone, onPick }: Props) {
  const grid = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);

  function onKeyDown(event: KeyboardEvent) {
    const buttons = [...(grid.current?.querySelectorAll("button") ?? [])];
    const columns = buttons.findIndex((button) => button.offsetTop !== buttons[0]!.offsetTop);
    const steps: Record<string, number> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: columns < 1 ? buttons.length : columns,
      ArrowUp: columns < 1 ? -buttons.length : -columns,
    };
    const next = buttons[current + (steps[event.key] ?? 0)];
    if (!(event.key in steps) || !next) return;
    event.preventDefault();
    setCurrent(buttons.indexOf(next));
    next.focus();
  }

  return (
    <div ref={grid} onKeyDown={onKeyDown} className="flex flex-wrap content-start overflow-y-auto overscroll-contain">
      {list.map(({ emoji, label, skins }, index) => {
        const sign = (tone > 0 && skins[tone - 1]) || emoji;
        return (
          <button
            key={emoji}
            type="button"
            tabIndex={index === current ? 0 : -1}
            aria-label={label}
            title={label}
            onClick={() => onPick(sign)}
            onFocus={() => setCurrent(index)}
            className="grid size-9 cursor-pointer place-items-center rounded-lg text-[22px] leading-none [contain:strict] hover:bg-default focus-visible:outline-offset-[-2px] pointer-coarse:size-10"
          >
            {sign}
          </button>
        );
      })}
    </div>
  );
}
