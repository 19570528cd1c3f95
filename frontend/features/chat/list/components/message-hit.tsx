"use client";

import { useTranslations } from "next-intl";
import { NumberBadge } from "@/components/number-badge";
import { Highlighted } from "@/features/chat/components/highlighted";
import { usePlace } from "@/features/chat/lib/use-place";
import { useRowTime } from "@/features/chat/lib/use-row-time";
import { useSelection } from "@/features/chat/timeline/selection-store";
import { formatPhone } from "@/lib/phone";
import type { SearchHit, Session } from "@/lib/api/types";

type Props = { hit: SearchHit; session: Session | undefined };

/** A message that was found. It opens the chat at its place. */
export function MessageHit({ hit, session }: Props) {
  const t = useTranslations("chat.search");
  const { go } = usePlace();
  const timeOf = useRowTime();
  const jumpTo = useSelection((state) => state.jumpTo);
  const { message } = hit;
  const name = hit.chatName ?? (message.fromNumber ? formatPhone(message.fromNumber) : t("unnamed"));
  const open = () => {
    jumpTo(message, message.id);
    go({ chat: { sessionId: message.sessionId, chatId: message.chatId } });
  };
  return (
    <li>
      <button
        type="button"
        data-row-link
        onClick={open}
        className="grid min-h-14 w-full gap-0.5 rounded-[10px] px-2.5 py-2 text-start -outline-offset-2 hover:bg-surface-secondary"
      >
        <span className="flex items-center gap-2">
          {session && <NumberBadge initials={session.initials} color={session.color} name={session.sessionName} size={18} className="text-[8.5px]!" />}
          <span dir="auto" className="flex-1 truncate text-[13.5px] font-[550]">
            {name}
          </span>
          <span className="text-xs text-muted tabular-nums">{timeOf(message.timestamp)}</span>
        </span>
        <span dir="auto" className="line-clamp-2 text-[13px]/[18px] text-muted">
          {message.fromMe && `${t("you")} `}
          <Highlighted text={hit.snippet} matches={hit.matches} />
        </span>
      </button>
    </li>
  );
}
