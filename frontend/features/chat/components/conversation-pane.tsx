"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/empty-state";
import { ErrorState } from "@/components/error-state";
import { LinkButton } from "@/components/link-button";
import { chatQuery } from "@/features/chat/api/chats";
import { Conversation } from "@/features/chat/components/conversation";
import { ConversationSkeleton } from "@/features/chat/components/conversation-skeleton";
import { NothingOpen } from "@/features/chat/components/nothing-open";
import { usePlace } from "@/features/chat/lib/use-place";
import { sessionsQuery } from "@/lib/queries/sessions";

/** The open conversation, or what stands in its place. */
export function ConversationPane() {
  const t = useTranslations("chat.page");
  const { place } = usePlace();
  const client = useQueryClient();
  const { data: sessions } = useQuery(sessionsQuery());
  const open = place.chat;
  const { data: chat, error, refetch } = useQuery({
    ...chatQuery(client, open?.sessionId ?? "", open?.chatId ?? ""),
    enabled: open !== null,
  });
  if (!open) return <NothingOpen />;
  const session = sessions?.find(({ id }) => id === open.sessionId);
  if (chat && session) return <Conversation key={`${open.sessionId} ${open.chatId}`} chat={chat} session={session} />;
  if (error) return <ErrorState title={t("loadFailed")} error={error} onRetry={() => void refetch()} />;
  if (chat === null || (sessions && !session)) {
    return (
      <EmptyState title={t("missing")} hint={t("missingHint")}>
        <LinkButton href="/chat">{t("toChats")}</LinkButton>
      </EmptyState>
    );
  }
  return <ConversationSkeleton />;
}
