"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import { messageSearchQuery, SHORTEST_SEARCH } from "@/features/chat/api/message-search";
import { HeaderButton } from "@/features/chat/header/components/header-button";
import { useSelection } from "@/features/chat/timeline/selection-store";
import { useDebounced } from "@/hooks/use-debounced";
import type { Chat } from "@/lib/api/types";

type Props = { chat: Chat; onClose: () => void };

const REST = 250;

/** Searches the open chat and goes from hit to hit, newest first. */
export function ChatSearch({ chat, onClose }: Props) {
  const t = useTranslations("chat.inChat");
  const [text, setText] = useState("");
  const [at, setAt] = useState<number | null>(null);
  const q = useDebounced(text.trim(), REST);
  const jumpTo = useSelection((state) => state.jumpTo);
  const { data, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery(
    messageSearchQuery({ q, sessionId: chat.sessionId, chatId: chat.chatId }),
  );
  const hits = q.length < SHORTEST_SEARCH ? [] : (data?.pages.flatMap((page) => page.data) ?? []);

  const show = (index: number) => {
    const hit = hits[index];
    if (!hit) return;
    setAt(index);
    jumpTo(chat, hit.message.id);
    if (hasNextPage && index >= hits.length - 3) void fetchNextPage();
  };
  const older = () => show(at === null ? 0 : at + 1);
  const newer = () => show((at ?? 0) - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      onClose();
    }
    if (event.key === "Enter") {
      event.preventDefault();
      if (event.shiftKey) newer();
      else older();
    }
  };
  const total = `${hits.length}${hasNextPage ? "+" : ""}`;
  return (
    <div role="search" className="flex items-center gap-1 border-b border-border bg-surface py-1.5 ps-[18px] pe-3">
      <input
        type="search"
        autoFocus
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(null);
        }}
        onKeyDown={onKeyDown}
        aria-label={t("label")}
        placeholder={t("placeholder")}
        className="h-9 min-w-0 flex-1 rounded-lg border border-field-border bg-field-background px-3 outline-none placeholder:text-field-placeholder focus:border-focus max-sm:h-10 max-sm:text-base [&::-webkit-search-cancel-button]:hidden"
      />
      <span role="status" className="min-w-16 px-1 text-center text-xs text-muted tabular-nums">
        {q.length >= SHORTEST_SEARCH &&
          !isFetching &&
          (hits.length === 0 ? t("none") : at === null ? t("found", { total }) : t("place", { at: at + 1, total }))}
      </span>
      <HeaderButton label={t("older")} icon={ChevronUp} onPress={older} />
      <HeaderButton label={t("newer")} icon={ChevronDown} onPress={newer} />
      <HeaderButton label={t("close")} icon={X} onPress={onClose} />
    </div>
  );
}
