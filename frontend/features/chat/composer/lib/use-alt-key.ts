"use client";

import { useEffect, useRef } from "react";

/** Calls `action` on Alt and a letter, wherever the focus is. A Mac writes another sign with Alt, so the key's place counts too. */
export function useAltKey(letter: string, action: () => void) {
  const latest = useRef(action);
  useEffect(() => {
    latest.current = action;
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const { altKey, ctrlKey, metaKey, shiftKey, key, code } = event;
      if (!altKey || ctrlKey || metaKey || shiftKey) return;
      if (key.toLowerCase() !== letter && code !== `Key${letter.toUpperCase()}`) return;
      event.preventDefault();
      latest.current();
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [letter]);
}
