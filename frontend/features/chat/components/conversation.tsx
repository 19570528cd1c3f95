"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import { Composer } from "@/features/chat/composer/components/composer";
import { ChatSearch } from "@/features/chat/header/components/chat-search";
import { ConversationHeader } from "@/features/chat/header/components/conversation-header";
import { NumberBanner } from "@/features/chat/header/components/number-banner";
import { useDetails } from "@/features/chat/lib/details-store";
import { useChatTitle } from "@/features/chat/lib/use-chat-title";
import { useFollowPresence } from "@/features/chat/lib/use-follow-presence";
import { useViewing } from "@/features/chat/notify/lib/use-viewing";
import { useWide } from "@/features/chat/lib/use-wide";
import { ConversationTimeline } from "@/features/chat/timeline/components/conversation-timeline";
import type { Chat, Session } from "@/lib/api/types";

const ChatDetails = dynamic(() => import("@/features/chat/details/components/chat-details").then((module) => module.ChatDetails), { ssr: false });
const DetailsDrawer = dynamic(() => import("@/features/chat/details/components/details-drawer").then((module) => module.DetailsDrawer), {
  ssr: false,
});

type Props = { chat: Chat; session: Session };

/** A chat with one of the person's numbers: who, the messages, the box to answer in; and the details beside it. */
export function Conversation({ chat, session }: Props) {
  const t = useTranslations("chat.page");
  const title = useChatTitle()(chat);
  const wide = useWide();
  const { beside, over } = useDetails();
  const [searching, setSearching] = useState(false);
  useViewing(chat);
  useFollowPresence(chat, session.status === "connected");

  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "f") return;
    event.preventDefault();
    setSearching(true);
  };
  return (
    <div className="flex h-full min-h-0 min-w-0">
      <section
        aria-label={t("conversation", { name: title })}
        onKeyDown={onKeyDown}
        data-thread=""
        className="relative flex min-h-0 min-w-0 flex-1 flex-col"
      >
        <ConversationHeader chat={chat} session={session} searching={searching} onSearch={() => setSearching(!searching)} />
        {searching && <ChatSearch chat={chat} onClose={() => setSearching(false)} />}
        <NumberBanner session={session} />
        <ConversationTimeline chat={chat} session={session} />
        <Composer chat={chat} session={session} />
      </section>
      {wide && beside && (
        <aside aria-label={t("details")} className="w-[304px] shrink-0 overflow-auto border-s border-border bg-surface [scrollbar-width:thin]">
          <ChatDetails chat={chat} session={session} />
        </aside>
      )}
      {!wide && over && <DetailsDrawer chat={chat} session={session} />}
    </div>
  );
}
