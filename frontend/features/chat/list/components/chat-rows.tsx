"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Anchor } from "@/features/chat/components/anchored-menu";
import { placeHref } from "@/features/chat/lib/place";
import { useRowTime } from "@/features/chat/lib/use-row-time";
import { usePlace } from "@/features/chat/lib/use-place";
import { ChatRow } from "@/features/chat/list/components/chat-row";
import { RowMenu } from "@/features/chat/list/components/row-menu";
import { threadEnds } from "@/features/chat/list/lib/threads";
import { useRoving } from "@/features/chat/list/lib/use-roving";
import { useMediaQuery } from "@/hooks/use-media-query";
import type { Chat, Session } from "@/lib/api/types";

type Props = { rows: Chat[]; sessions: Session[]; onEnd?: () => void; onOpen: (chat: Chat) => void };

/** Rows before the end at which the next page is asked for. */
const AHEAD = 20;

/** The chats, of which only those on screen are in the page. */
export function ChatRows({ rows, sessions, onEnd, onOpen }: Props) {
  const t = useTranslations("chat.list");
  const { place } = usePlace();
  const timeOf = useRowTime();
  const scroller = useRef<HTMLDivElement>(null);
  const height = useMediaQuery("(width < 40rem)") ? 74 : 70;
  const [menu, setMenu] = useState<{ chat: Chat; anchor: Anchor } | null>(null);
  const byId = useMemo(() => new Map(sessions.map((session) => [session.id, session])), [sessions]);

  // The virtualizer keeps its own state, which the compiler must not freeze.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
  });
  useEffect(() => virtual.measure(), [virtual, height]);

  const isOpen = (chat: Chat) => chat.chatId === place.chat?.chatId && chat.sessionId === place.chat.sessionId;
  const roving = useRoving({
    count: rows.length,
    start: rows.findIndex(isOpen),
    page: 8,
    scrollTo: (index) => virtual.scrollToIndex(index),
    container: scroller,
  });

  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastShown >= rows.length - AHEAD) onEnd?.();
  }, [lastShown, rows.length, onEnd]);

  const openMenu = useCallback((chat: Chat, anchor: Anchor) => setMenu({ chat, anchor }), []);

  return (
    <>
      <div
        ref={scroller}
        role="grid"
        aria-label={t("chats")}
        aria-rowcount={rows.length}
        onKeyDown={roving.onKeyDown}
        className="min-h-0 flex-1 overflow-auto px-2 pb-2 [scrollbar-width:thin]"
      >
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start, key }) => {
            const chat = rows[index]!;
            return (
              <div
                key={key}
                role="row"
                aria-rowindex={index + 1}
                data-index={index}
                onFocus={() => roving.setActive(index)}
                className="absolute inset-x-0"
                style={{ height, transform: `translateY(${start}px)` }}
              >
                <ChatRow
                  chat={chat}
                  session={byId.get(chat.sessionId)}
                  href={placeHref({ ...place, chat })}
                  time={chat.lastMessageAt ? timeOf(chat.lastMessageAt) : ""}
                  {...threadEnds(rows, index)}
                  selected={isOpen(chat)}
                  active={index === roving.active}
                  onOpen={onOpen}
                  onMenu={openMenu}
                />
              </div>
            );
          })}
        </div>
      </div>
      {menu && <RowMenu {...menu} onClose={() => setMenu(null)} />}
    </>
  );
}
