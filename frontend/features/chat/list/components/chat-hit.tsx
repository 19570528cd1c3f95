"use client";

import { Avatar } from "@/components/avatar";
import { NumberBadge } from "@/components/number-badge";
import { Highlighted } from "@/features/chat/components/highlighted";
import { matchesIn } from "@/features/chat/lib/highlight";
import { useChatTitle } from "@/features/chat/lib/use-chat-title";
import { formatPhone } from "@/lib/phone";
import type { Chat, Session } from "@/lib/api/types";

type Props = { chat: Chat; session: Session | undefined; q: string; onOpen: (chat: Chat) => void };

/** A chat whose name or phone was looked for. */
export function ChatHit({ chat, session, q, onOpen }: Props) {
  const title = useChatTitle()(chat);
  return (
    <li>
      <button
        type="button"
        data-row-link
        onClick={() => onOpen(chat)}
        className="flex min-h-14 w-full items-center gap-3 rounded-[10px] px-2.5 py-2 text-start -outline-offset-2 hover:bg-surface-secondary hover:[--ring:var(--surface-secondary)]"
      >
        <Avatar name={chat.name ?? ""} pictureUrl={chat.pictureUrl} isGroup={chat.isGroup} seed={chat.id} size={40}>
          {session && (
            <NumberBadge
              initials={session.initials}
              color={session.color}
              name={session.sessionName}
              size={18}
              className="absolute -end-[3px] -bottom-0.5 text-[8.5px]! shadow-[0_0_0_2px_var(--ring)]"
            />
          )}
        </Avatar>
        <span className="min-w-0">
          <span dir="auto" className="block truncate text-[14.5px] font-[550]">
            <Highlighted text={title} matches={matchesIn(title, q)} />
          </span>
          <span className="block truncate text-[13px]/[18px] text-muted tabular-nums">
            {[session?.sessionName, chat.name && chat.phoneNumber && formatPhone(chat.phoneNumber)].filter(Boolean).join(" · ")}
          </span>
        </span>
      </button>
    </li>
  );
}
