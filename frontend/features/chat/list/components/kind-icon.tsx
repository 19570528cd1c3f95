import { createElement } from "react";
import { iconOf } from "@/features/chat/list/lib/kinds";

/** The icon of a kind of message, if it has one. */
export function KindIcon({ type }: { type: string }) {
  const icon = iconOf(type);
  return icon ? createElement(icon, { "aria-hidden": true, className: "size-[15px] shrink-0 stroke-2" }) : null;
}
