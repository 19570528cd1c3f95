"use client";

import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { type ChatChange, useChangeChat, useReadChat } from "@/features/chat/api/chat-changes";
import { isMuted, isUnread } from "@/features/chat/lib/chat-order";
import { useChatTitle } from "@/features/chat/lib/use-chat-title";
import { useErrorText } from "@/hooks/use-error-text";
import type { Chat } from "@/lib/api/types";

const HOUR = 3_600_000;
const ALWAYS = "2100-01-01T00:00:00Z";

/** For how many hours a chat may be muted; null is for good. */
export const muteHours = { eightHours: 8, week: 7 * 24, always: null } as const;
export type MuteFor = keyof typeof muteHours;

/** What a person does with a chat as a whole. Each shows at once, says what it did and can be undone. */
export function useChatActions() {
  const t = useTranslations("chat.actions");
  const title = useChatTitle();
  const say = useErrorText();
  const { mutate: change } = useChangeChat();
  const { mutate: read } = useReadChat();

  const onError = (error: unknown) => toast.error(say(error));
  const act = (chat: Chat, next: ChatChange, told: string, undo: ChatChange) => {
    change({ chat, next }, { onError });
    toast(told, { action: { label: t("undo"), onClick: () => change({ chat: { ...chat, ...next }, next: undo }, { onError }) } });
  };
  const mutedUntil = (span: MuteFor) => {
    const hours = muteHours[span];
    return hours === null ? ALWAYS : new Date(Date.now() + hours * HOUR).toISOString();
  };

  const actions = {
    markRead: (chat: Chat) => read({ chat, next: undefined }, { onError }),
    markUnread: (chat: Chat) =>
      act(chat, { markedUnread: true }, t("markedUnread", { name: title(chat) }), { markedUnread: chat.markedUnread }),
    toggleRead: (chat: Chat) => (isUnread(chat) ? actions.markRead(chat) : actions.markUnread(chat)),
    togglePin: (chat: Chat) => {
      const told = chat.pinned ? t("unpinned", { name: title(chat) }) : t("pinned", { name: title(chat) });
      act(chat, { pinned: !chat.pinned }, told, { pinned: chat.pinned });
    },
    mute: (chat: Chat, span: MuteFor) =>
      act(chat, { mutedUntil: mutedUntil(span) }, t("muted", { name: title(chat) }), { mutedUntil: chat.mutedUntil }),
    unmute: (chat: Chat) => act(chat, { mutedUntil: null }, t("unmuted", { name: title(chat) }), { mutedUntil: chat.mutedUntil }),
    toggleMute: (chat: Chat) => (isMuted(chat) ? actions.unmute(chat) : actions.mute(chat, "always")),
    toggleArchive: (chat: Chat) => {
      const told = chat.archived ? t("unarchived", { name: title(chat) }) : t("archived", { name: title(chat) });
      act(chat, { archived: !chat.archived }, told, { archived: chat.archived });
    },
  };
  return actions;
}
