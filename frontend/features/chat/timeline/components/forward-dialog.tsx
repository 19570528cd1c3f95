"use client";

import { Button } from "@heroui/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import { AppDialog } from "@/components/app-dialog";
import { Avatar } from "@/components/avatar";
import { useDebounced } from "@/hooks/use-debounced";
import { useErrorText } from "@/hooks/use-error-text";
import type { Chat } from "@/lib/api/types";
import { forwardMessage } from "@/features/chat/api/actions";
import { chatListQuery } from "@/features/chat/api/chats";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { useChatTitle } from "@/features/chat/lib/use-chat-title";
import { newId } from "@/features/chat/outbox/new-id";

/** Chats to which a message goes at once at most, as in WhatsApp. */
const MOST = 5;

type Props = { message: TimelineMessage; onClose: () => void };

/** Passes a message on to other chats of the same number. */
export function ForwardDialog({ message, onClose }: Props) {
  const t = useTranslations("conversation.forward");
  const say = useErrorText();
  const title = useChatTitle();
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState<Map<string, string>>(new Map());
  const [sending, setSending] = useState(false);
  const q = useDebounced(query.trim(), 200);
  const { data } = useInfiniteQuery(chatListQuery({ sessionId: message.sessionId, filter: "all", q }));
  const chats = data?.pages.flatMap((page) => page.data) ?? [];

  // The key stays with the chat, so that a second try after a failure sends nothing twice.
  const flip = ({ chatId }: Chat) => {
    const next = new Map(chosen);
    if (!next.delete(chatId) && next.size < MOST) next.set(chatId, newId());
    setChosen(next);
  };
  const send = async () => {
    setSending(true);
    try {
      await Promise.all(Array.from(chosen, ([chatId, key]) => forwardMessage(message, chatId, key)));
      toast.success(t("done", { count: chosen.size }));
      onClose();
    } catch (error) {
      setSending(false);
      toast.error(say(error));
    }
  };

  return (
    <AppDialog
      title={t("title")}
      onClose={onClose}
      footer={
        <Button isDisabled={chosen.size === 0} isPending={sending} onPress={() => void send()} className="max-sm:h-11 max-sm:w-full">
          {t("action", { count: chosen.size })}
        </Button>
      }
    >
      <label className="flex h-10 items-center gap-2 rounded-2xl border border-field-border bg-field-background px-3 focus-within:outline-2 focus-within:outline-focus">
        <Search aria-hidden className="size-4 text-muted" />
        <input
          type="search"
          autoFocus
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          aria-label={t("search")}
          placeholder={t("search")}
          className="min-w-0 flex-1 bg-transparent outline-none placeholder:text-field-placeholder max-sm:text-base"
        />
      </label>
      <ul className="mt-2 grid max-h-[45dvh] gap-0.5 overflow-auto">
        {chats.map((chat) => (
          <li key={chat.id}>
            <label className="flex min-h-12 items-center gap-3 rounded-2xl px-2 hover:bg-default has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus">
              <Avatar name={title(chat)} pictureUrl={chat.pictureUrl} isGroup={chat.isGroup} seed={chat.chatId} size={36} />
              <span dir="auto" className="min-w-0 flex-1 truncate">{title(chat)}</span>
              <input
                type="checkbox"
                checked={chosen.has(chat.chatId)}
                disabled={!chosen.has(chat.chatId) && chosen.size >= MOST}
                onChange={() => flip(chat)}
                className="size-[18px] accent-accent"
              />
            </label>
          </li>
        ))}
      </ul>
      {data && chats.length === 0 && <p role="status" className="py-4 text-center text-muted">{t("none")}</p>}
    </AppDialog>
  );
}
