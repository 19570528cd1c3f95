"use client";

import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useMemo } from "react";
import { ErrorState } from "@/components/error-state";
import type { Chat, Session } from "@/lib/api/types";
import { echoesQuery, timelineQuery } from "@/features/chat/api/timeline";
import { followFeed } from "@/features/chat/api/timeline-feed";
import { MessageLog } from "@/features/chat/timeline/components/message-log";
import { TimelineEmpty } from "@/features/chat/timeline/components/timeline-empty";
import { TimelineSkeleton } from "@/features/chat/timeline/components/timeline-skeleton";
import { useOpening } from "@/features/chat/timeline/hooks/use-opening";
import { useRows } from "@/features/chat/timeline/hooks/use-rows";

type Props = { chat: Chat; session: Session };

/** The messages of a chat, from wherever it opens. Give it the chat as key: another chat begins anew. */
export function ConversationTimeline({ chat, session }: Props) {
  const t = useTranslations("conversation");
  const queryClient = useQueryClient();
  useEffect(() => followFeed(queryClient), [queryClient]);

  const opening = useOpening(chat);
  const { sessionId, chatId } = chat;
  const name = useMemo(() => ({ sessionId, chatId }), [sessionId, chatId]);
  const query = useInfiniteQuery(timelineQuery(name, opening.param));
  const { data: echoes } = useQuery(echoesQuery(name));
  const known = useRows({ data: opening.waiting ? undefined : query.data, echoes: echoes?.echoes ?? [], unread: opening.unread });

  const error = opening.failure ?? (query.data ? null : query.error);
  if (error) return <ErrorState title={t("loadFailed")} error={error} onRetry={() => void query.refetch()} />;
  if (opening.waiting || !query.data) return <TimelineSkeleton />;
  if (known.messages.length === 0) return <TimelineEmpty chat={chat} />;
  return <MessageLog chat={chat} session={session} name={name} pager={query} pages={query.data.pages.length} place={opening.place} {...known} />;
}
