"use client";

import { BellOff, ChevronDown, Pin } from "lucide-react";
import { useTranslations } from "next-intl";
import { type MouseEvent, memo } from "react";
import { Avatar } from "@/components/avatar";
import { NumberBadge } from "@/components/number-badge";
import { usePresence } from "@/features/chat/api/presence-store";
import { type Anchor } from "@/features/chat/components/anchored-menu";
import { anchorOf } from "@/features/chat/components/lazy-menu";
import { isMuted, isUnread } from "@/features/chat/lib/chat-order";
import { useChatTitle } from "@/features/chat/lib/use-chat-title";
import { RowPreview } from "@/features/chat/list/components/row-preview";
import { previewOf } from "@/features/chat/list/lib/preview";
import { useRowLabel } from "@/features/chat/list/lib/use-row-label";
import type { Chat, Session } from "@/lib/api/types";
import { cn } from "@/lib/cn";

type Props = {
  chat: Chat;
  session: Session | undefined;
  href: string;
  time: string;
  /** Where the thread of the number begins and ends. */
  starts: boolean;
  ends: boolean;
  selected: boolean;
  /** Whether Tab leads here; the arrows lead on. */
  active: boolean;
  onOpen: (chat: Chat) => void;
  onMenu: (chat: Chat, anchor: Anchor) => void;
};

/** One chat of the list. The whole row opens it; a right click or the button at its end shows what to do with it. */
export const ChatRow = memo(function ChatRow({ chat, session, href, time, starts, ends, selected, active, onOpen, onMenu }: Props) {
  const t = useTranslations("chat.list");
  const title = useChatTitle()(chat);
  const preview = previewOf(chat, usePresence(chat), selected);
  const label = useRowLabel()(chat, { title, number: session?.sessionName ?? "", time }, preview);
  const unread = isUnread(chat);

  const open = (event: MouseEvent) => {
    // With a modifier the browser opens the address in another tab or window.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onOpen(chat);
  };
  const menuAtPointer = (event: MouseEvent<HTMLElement>) => {
    event.preventDefault();
    const keyboard = event.clientX === 0 && event.clientY === 0;
    onMenu(chat, keyboard ? anchorOf(event.currentTarget) : { x: event.clientX, y: event.clientY, width: 1, height: 1 });
  };

  return (
    <div
      style={{ "--dye": `var(--n${session?.color ?? 10})` } as React.CSSProperties}
      data-unread={unread || undefined}
      data-selected={selected || undefined}
      onContextMenu={menuAtPointer}
      className={cn(
        "group/row relative flex h-full items-center rounded-[10px] [--ring:var(--surface)] hover:bg-surface-secondary hover:[--ring:var(--surface-secondary)] data-selected:bg-accent-soft data-selected:[--ring:var(--accent-soft)] forced-colors:data-selected:outline",
        "before:absolute before:inset-y-0 before:start-0.5 before:w-[3px] before:bg-(--dye) forced-colors:before:border-s-[3px]",
        starts && "before:top-2.5 before:rounded-t-[3px]",
        ends && "before:bottom-2.5 before:rounded-b-[3px]",
      )}
    >
      <div role="gridcell" className="min-w-0 flex-1">
        <a
          href={href}
          tabIndex={active ? 0 : -1}
          aria-label={label}
          aria-current={selected || undefined}
          onClick={open}
          data-row-link
          className="grid h-[70px] grid-cols-[44px_minmax(0,1fr)] items-center gap-3 rounded-[10px] ps-3.5 pe-2.5 -outline-offset-2 max-sm:h-[74px] max-sm:pe-2"
        >
          <Avatar name={chat.name ?? ""} pictureUrl={chat.pictureUrl} isGroup={chat.isGroup} seed={chat.id}>
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
          <span className="block min-w-0">
            <span className="flex items-baseline gap-2">
              <span dir="auto" className="flex-1 truncate text-[14.5px]/5 font-[550] group-data-unread/row:font-[650] max-sm:text-base/[22px]">
                {title}
              </span>
              <span className="text-xs text-muted tabular-nums group-data-selected/row:text-[color-mix(in_oklab,var(--muted)_70%,var(--foreground))] group-data-unread/row:font-semibold group-data-unread/row:text-link group-data-selected/row:group-data-unread/row:text-accent-soft-foreground">
                {time}
              </span>
            </span>
            <span className="mt-px flex h-5 items-center gap-[5px] text-[13.5px] text-muted group-data-selected/row:text-[color-mix(in_oklab,var(--muted)_70%,var(--foreground))] max-sm:text-[14.5px]">
              <RowPreview preview={preview} />
              {chat.pinned && <Pin aria-hidden className="size-[15px] shrink-0 stroke-2" />}
              {isMuted(chat) && <BellOff aria-hidden className="size-[15px] shrink-0 stroke-2" />}
              {unread && (
                <span className="h-5 min-w-5 shrink-0 rounded-full bg-accent px-1.5 text-center text-xs/5 font-[650] text-accent-foreground tabular-nums">
                  {chat.unreadCount > 0 ? Math.min(chat.unreadCount, 999) : ""}
                </span>
              )}
            </span>
          </span>
        </a>
      </div>
      <div role="gridcell" className="absolute end-1.5 bottom-1">
        <button
          type="button"
          tabIndex={active ? 0 : -1}
          aria-haspopup="menu"
          aria-label={t("rowMenu", { name: title })}
          onClick={(event) => onMenu(chat, anchorOf(event.currentTarget))}
          className="grid size-9 place-items-center rounded-lg bg-(--ring) text-muted opacity-0 group-hover/row:opacity-100 hover:text-foreground focus-visible:opacity-100 pointer-coarse:hidden"
        >
          <ChevronDown aria-hidden className="size-[18px]" />
        </button>
      </div>
    </div>
  );
});
