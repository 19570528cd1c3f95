"use client";

import { useTranslations } from "next-intl";
import type { Anchor } from "@/features/chat/components/anchored-menu";
import { LazyMenu } from "@/features/chat/components/lazy-menu";
import { useChatMenu } from "@/features/chat/lib/use-chat-menu";
import { useChatTitle } from "@/features/chat/lib/use-chat-title";
import type { Chat } from "@/lib/api/types";

type Props = { chat: Chat; anchor: Anchor; onClose: () => void };

/** What to do with a chat of the list. */
export function RowMenu({ chat, anchor, onClose }: Props) {
  const t = useTranslations("chat.list");
  const title = useChatTitle();
  return <LazyMenu label={t("rowMenu", { name: title(chat) })} anchor={anchor} entries={useChatMenu(chat)} onClose={onClose} />;
}
