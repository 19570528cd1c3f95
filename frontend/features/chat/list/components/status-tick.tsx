import { TickMark } from "@/features/chat/bubbles/components/tick-mark";
import type { Tick } from "@/features/chat/bubbles/lib/tick";
import type { MessageStatus } from "@/lib/api/types";

const ticks: Partial<Record<MessageStatus, Tick>> = {
  queued: "clock",
  sending: "clock",
  unknown: "clock",
  sent: "sent",
  delivered: "delivered",
  read: "read",
  played: "played",
};

/** How far the person's last message came. */
export function StatusTick({ status }: { status: MessageStatus }) {
  const tick = ticks[status];
  return tick ? <TickMark tick={tick} className="shrink-0" /> : null;
}
