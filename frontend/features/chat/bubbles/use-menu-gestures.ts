"use client";

import { type KeyboardEvent, type MouseEvent, type PointerEvent, useRef } from "react";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { useConversation } from "@/features/chat/bubbles/conversation-context";

/** How long a finger rests on a message to open its menu, in milliseconds, and how far it may move, in pixels. */
const REST = 450;
const SHAKE = 10;

const isInteractive = (target: EventTarget) => target instanceof Element && target.closest("a, input, video") !== null;

/** What opens the menu of a message besides its button: the right button, a resting finger, Enter and the space bar. */
export function useMenuGestures(message: TimelineMessage) {
  const { openMenu } = useConversation();
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null);

  const cancel = () => {
    if (press.current) clearTimeout(press.current.timer);
    press.current = null;
  };

  if (message.local) return {};
  return {
    onContextMenu: (event: MouseEvent<HTMLElement>) => {
      // What is selected is to be copied, and a link to be opened, with the browser's own menu.
      if (isInteractive(event.target) || window.getSelection()?.isCollapsed === false) return;
      event.preventDefault();
      cancel();
      openMenu(message, { x: event.clientX, y: event.clientY, element: event.currentTarget });
    },
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.pointerType !== "touch" || isInteractive(event.target)) return;
      const { clientX: x, clientY: y, currentTarget: element } = event;
      cancel();
      press.current = { x, y, timer: setTimeout(() => openMenu(message, { x, y, element }), REST) };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const { current } = press;
      if (current && Math.hypot(event.clientX - current.x, event.clientY - current.y) > SHAKE) cancel();
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.target !== event.currentTarget || (event.key !== "Enter" && event.key !== " ")) return;
      event.preventDefault();
      openMenu(message, { element: event.currentTarget });
    },
  };
}
