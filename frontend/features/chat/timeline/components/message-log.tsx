"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef } from "react";
import type { Chat, Session } from "@/lib/api/types";
import { type ChatName, MAX_PAGES, type TimelineMessage, type TimelinePager } from "@/features/chat/api/timeline";
import { changeTimeline, openWindow } from "@/features/chat/api/timeline-changes";
import { trimStart } from "@/features/chat/api/timeline-merge";
import { ConversationContext } from "@/features/chat/bubbles/conversation-context";
import { useMarkRead } from "@/features/chat/lib/use-mark-read";
import { Announcer } from "@/features/chat/timeline/components/announcer";
import { DayChip } from "@/features/chat/timeline/components/day-chip";
import { EdgeNote } from "@/features/chat/timeline/components/edge-note";
import { LogOverlays } from "@/features/chat/timeline/components/log-overlays";
import { LogRow } from "@/features/chat/timeline/components/log-row";
import { ToEndButton } from "@/features/chat/timeline/components/to-end-button";
import { useEdges } from "@/features/chat/timeline/hooks/use-edges";
import { useJump } from "@/features/chat/timeline/hooks/use-jump";
import { useLog } from "@/features/chat/timeline/hooks/use-log";
import { useMessageKeys } from "@/features/chat/timeline/hooks/use-message-keys";
import { useNews } from "@/features/chat/timeline/hooks/use-news";
import { useOverlays } from "@/features/chat/timeline/hooks/use-overlays";
import { usePeople } from "@/features/chat/timeline/hooks/use-people";
import type { Row } from "@/features/chat/timeline/lib/group-timeline";

type Props = {
  chat: Chat;
  session: Session;
  name: ChatName;
  pager: TimelinePager;
  /** Pages that are loaded. */
  pages: number;
  messages: TimelineMessage[];
  rows: Row[];
  reachesEnd: boolean;
  place: string | undefined;
};

/** The scrolling list of a chat. Only what is on screen, and a little beyond, is drawn. */
export function MessageLog({ chat, session, name, pager, pages, messages, rows, reachesEnd, place }: Props) {
  const t = useTranslations("conversation");
  const queryClient = useQueryClient();
  const log = useLog({ chat: name, rows, reachesEnd, place });
  const { scroller, virtual, atEnd, settled } = log;
  useMarkRead(chat, atEnd);
  const people = usePeople(chat, session, messages);
  const { showOrigin, glowing } = useJump(name, messages, log);
  const { overlay, openMenu, openPicture, show, close } = useOverlays();
  const onKeyDown = useMessageKeys({ rows, scroller, virtual });
  const edges = useEdges({ pager, items: virtual.getVirtualItems(), count: rows.length, settled });
  const news = useNews({ messages, atEnd, reachesEnd, unread: chat.unreadCount });

  const toEnd = useCallback(async () => {
    if (!reachesEnd) await openWindow(queryClient, name, { at: "end" });
    requestAnimationFrame(() => virtual.scrollToEnd());
  }, [reachesEnd, queryClient, name, virtual]);

  // What the person sends is shown, wherever they were.
  const newest = messages.at(-1);
  const lastEcho = useRef(newest?.local?.key);
  useEffect(() => {
    const key = newest?.local?.key;
    if (!key || key === lastEcho.current) return;
    lastEcho.current = key;
    void toEnd();
  }, [newest, toEnd]);

  const tooLong = atEnd && pages > MAX_PAGES;
  useEffect(() => {
    if (tooLong) changeTimeline(queryClient, name, trimStart);
  }, [tooLong, queryClient, name]);

  const latestShowOrigin = useRef(showOrigin);
  useEffect(() => {
    latestShowOrigin.current = showOrigin;
  });
  const { chatId, isGroup } = chat;
  const conversation = useMemo(
    () => ({ chat: { chatId, isGroup }, session, people, showOrigin: (quote: Parameters<typeof showOrigin>[0]) => latestShowOrigin.current(quote), openMenu, openPicture }),
    [chatId, isGroup, session, people, openMenu, openPicture],
  );

  return (
    <ConversationContext value={conversation}>
      <div className="relative flex min-h-0 flex-1 flex-col bg-chat-canvas">
        <div
          ref={scroller}
          role="log"
          aria-label={t("messages")}
          aria-live="off"
          aria-busy={pager.isFetching}
          tabIndex={0}
          onScroll={log.look}
          onWheel={log.takeOver}
          onPointerDown={log.takeOver}
          onKeyDown={(event) => {
            log.takeOver();
            onKeyDown(event);
          }}
          className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto overscroll-contain px-3 -outline-offset-2 [overflow-anchor:none] [scrollbar-width:thin] sm:px-7"
        >
          <div className="flex min-h-full flex-col justify-end">
            <div className="relative w-full" style={{ height: virtual.getTotalSize() }}>
              {virtual.getVirtualItems().map((item) => (
                <div
                  key={item.key}
                  ref={virtual.measureElement}
                  data-index={item.index}
                  className="absolute inset-x-0 top-0"
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <LogRow row={rows[item.index]!} glowing={glowing} />
                </div>
              ))}
            </div>
          </div>
        </div>
        <DayChip day={log.day} moving={virtual.isScrolling} />
        <EdgeNote {...edges} />
        {!atEnd && settled && <ToEndButton count={news} onPress={() => void toEnd()} />}
        <Announcer messages={messages} />
      </div>
      <LogOverlays overlay={overlay} messages={messages} show={show} onClose={close} />
    </ConversationContext>
  );
}
