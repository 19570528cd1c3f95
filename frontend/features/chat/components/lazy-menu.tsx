"use client";

import dynamic from "next/dynamic";
import type { Anchor } from "@/features/chat/components/anchored-menu";

/** The menu, whose code comes with the first one that opens. */
export const LazyMenu = dynamic(() => import("@/features/chat/components/anchored-menu").then((module) => module.AnchoredMenu), {
  ssr: false,
});

/** Where an element is, for a menu below it. */
export function anchorOf(element: Element): Anchor {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left, y: top, width, height };
}
