import type { TimelineData, TimelineMessage } from "@/features/chat/api/timeline";
import { actionsFor } from "@/features/chat/bubbles/lib/can";

/** The last own message of what is loaded, if it can still be edited: nothing older is meant by ArrowUp. */
export function lastEditable(data: TimelineData | undefined, now: number): TimelineMessage | null {
  const own = data?.pages.flatMap((page) => page.messages).findLast((message) => message.fromMe && !message.deletedAt);
  return own && actionsFor(own, now).edit ? own : null;
}
