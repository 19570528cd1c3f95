import { memo } from "react";
import { MessageBubble } from "@/features/chat/bubbles/components/message-bubble";
import { SystemLine } from "@/features/chat/bubbles/components/system-line";
import { DayHeading } from "@/features/chat/timeline/components/day-heading";
import { GapPill } from "@/features/chat/timeline/components/gap-pill";
import { UnreadDivider } from "@/features/chat/timeline/components/unread-divider";
import type { Row } from "@/features/chat/timeline/lib/group-timeline";

type Props = { row: Row; /** The id of the message that was jumped to. */ glowing: string | null };

/** One line of the timeline. */
export const LogRow = memo(function LogRow({ row, glowing }: Props) {
  switch (row.kind) {
    case "day":
      return <DayHeading day={row.day} />;
    case "unread":
      return <UnreadDivider count={row.count} />;
    case "gap":
      return <GapPill from={row.from} to={row.to} count={row.count} />;
    case "message": {
      const { message, first, last } = row;
      if (message.type === "notice" || message.type === "call") return <SystemLine message={message} />;
      return <MessageBubble message={message} first={first} last={last} flash={glowing === message.id} />;
    }
  }
}, sameRow);

/** Rows are made anew whenever a message comes; most of them say the same. */
function sameRow(before: Props, after: Props): boolean {
  const [a, b] = [before.row, after.row];
  if (a.kind === "message" && b.kind === "message") {
    const glows = (props: Props, id: string) => props.glowing === id;
    return a.message === b.message && a.first === b.first && a.last === b.last && glows(before, a.message.id) === glows(after, b.message.id);
  }
  return a.key === b.key && a.kind === b.kind && JSON.stringify(a) === JSON.stringify(b);
}
