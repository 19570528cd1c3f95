"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useId } from "react";
import { EmptyState } from "@/components/empty-state";
import { ErrorState } from "@/components/error-state";
import { PlainButton } from "@/components/plain-button";
import { type ChatFilter, chatListQuery } from "@/features/chat/api/chats";
import { messageSearchQuery, SHORTEST_SEARCH } from "@/features/chat/api/message-search";
import { usePlace } from "@/features/chat/lib/use-place";
import { ChatHit } from "@/features/chat/list/components/chat-hit";
import { ListSkeleton } from "@/features/chat/list/components/list-skeleton";
import { MessageHit } from "@/features/chat/list/components/message-hit";
import { rovingTarget } from "@/features/chat/list/lib/use-roving";
import type { Chat, Session } from "@/lib/api/types";

type Props = { q: string; sessions: Session[]; onOpen: (chat: Chat) => void };

const filterNames = {
  all: "filter.all",
  unread: "filter.unread",
  groups: "filter.groups",
  archived: "filter.archived",
} as const satisfies Record<ChatFilter, string>;

/** What a search found: chats that go on, people that nobody wrote with yet, and messages. */
export function SearchResults({ q, sessions, onOpen }: Props) {
  const t = useTranslations("chat.search");
  const list = useTranslations("chat.list");
  const { place, go } = usePlace();
  const names = useInfiniteQuery(chatListQuery({ sessionId: place.sessionId, filter: place.filter, q }));
  const texts = useInfiniteQuery(messageSearchQuery({ q, sessionId: place.sessionId }));
  const found = names.data?.pages.flatMap((page) => page.data) ?? [];
  const hits = q.length < SHORTEST_SEARCH ? [] : (texts.data?.pages.flatMap((page) => page.data) ?? []);
  const chats = found.filter((chat) => chat.lastMessageAt !== null);
  const contacts = found.filter((chat) => chat.lastMessageAt === null);
  const error = names.error ?? texts.error;

  if (error) return <ErrorState title={t("failed")} error={error} onRetry={() => void (names.refetch(), texts.refetch())} />;
  if (names.isPending || texts.isLoading) return <ListSkeleton rows={5} />;
  if (found.length + hits.length === 0) {
    const everywhere = place.filter === "all" && !place.sessionId;
    return (
      <EmptyState title={everywhere ? t("nothing", { q }) : t("nothingHere", { q, filter: list(filterNames[place.filter]) })}>
        {!everywhere && (
          <PlainButton variant="secondary" onClick={() => go({ filter: "all", sessionId: null })}>
            {t("searchAll")}
          </PlainButton>
        )}
      </EmptyState>
    );
  }

  const sessionOf = (id: string) => sessions.find((session) => session.id === id);
  return (
    <div className="min-h-0 flex-1 overflow-auto px-2 pb-2 [scrollbar-width:thin]" onKeyDown={moveAmongRows}>
      <p role="status" className="sr-only">
        {t("count", { count: found.length + hits.length })}
      </p>
      <Section title={t("chats")} show={chats.length > 0}>
        {chats.map((chat) => (
          <ChatHit key={chat.id} chat={chat} session={sessionOf(chat.sessionId)} q={q} onOpen={onOpen} />
        ))}
      </Section>
      <Section title={t("contacts")} show={contacts.length > 0}>
        {contacts.map((chat) => (
          <ChatHit key={chat.id} chat={chat} session={sessionOf(chat.sessionId)} q={q} onOpen={onOpen} />
        ))}
      </Section>
      <Section title={t("messages")} show={hits.length > 0}>
        {hits.map((hit) => (
          <MessageHit key={hit.message.id} hit={hit} session={sessionOf(hit.message.sessionId)} />
        ))}
      </Section>
      {(texts.hasNextPage || names.hasNextPage) && (
        <PlainButton
          className="mx-auto my-2 flex"
          variant="secondary"
          disabled={texts.isFetchingNextPage || names.isFetchingNextPage}
          onClick={() => void (texts.hasNextPage ? texts.fetchNextPage() : names.fetchNextPage())}
        >
          {t("more")}
        </PlainButton>
      )}
    </div>
  );
}

function Section({ title, show, children }: { title: string; show: boolean; children: React.ReactNode }) {
  const id = useId();
  if (!show) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="px-3 pt-3 pb-1 text-[12.5px]/4 font-semibold text-muted">
        {title}
      </h2>
      <ul>{children}</ul>
    </section>
  );
}

function moveAmongRows(event: KeyboardEvent<HTMLElement>) {
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row-link]")];
  const to = rovingTarget(event.key, rows.indexOf(document.activeElement as HTMLElement), rows.length, 8);
  if (to === undefined || event.altKey) return;
  event.preventDefault();
  rows[to]?.focus();
}
