"use client";

import type { TimelineMessage } from "@/features/chat/api/timeline";
import { CallLine } from "@/features/chat/bubbles/components/call-line";
import { NoticeLine } from "@/features/chat/bubbles/components/notice-line";

/** What nobody said: something that happened in the group, or a call. */
export function SystemLine({ message }: { message: TimelineMessage }) {
  return (
    <div
      role="article"
      tabIndex={-1}
      data-message={message.id}
      className="mx-auto flex max-w-[520px] items-center justify-center gap-[7px] rounded-2xl py-2.5 text-center text-[12.5px]/[17px] text-muted"
    >
      {message.type === "call" && message.call ? <CallLine message={message} call={message.call} /> : <NoticeLine message={message} />}
    </div>
  );
}
