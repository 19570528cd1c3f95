"use client";

import { Archive, ArchiveRestore, Bell, BellOff, type LucideIcon, Mail, MailOpen, Pin, PinOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/avatar";
import { isBlank } from "@/features/chat/api/find-chat";
import { isMuted, isUnread } from "@/features/chat/lib/chat-order";
import { useChatActions } from "@/features/chat/lib/use-chat-actions";
import { useChatTitle } from "@/features/chat/lib/use-chat-title";
import { formatPhone } from "@/lib/phone";
import type { Chat } from "@/lib/api/types";

type Props = { chat: Chat; people: number | undefined };

/** Who it is, and what one does with the chat as a whole. */
export function DetailsHero({ chat, people }: Props) {
  const t = useTranslations("chat.details");
  const act = useChatActions();
  const title = useChatTitle()(chat);
  const muted = isMuted(chat);
  const unread = isUnread(chat);
  const below = chat.isGroup
    ? people === undefined
      ? t("group")
      : t("groupOf", { count: people })
    : chat.phoneNumber && chat.name
      ? formatPhone(chat.phoneNumber)
      : null;
  return (
    <section className="grid justify-items-center gap-0.5 px-[18px] pt-[22px] pb-4 text-center">
      <Avatar name={chat.name ?? ""} pictureUrl={chat.pictureUrl} isGroup={chat.isGroup} seed={chat.id} size={72} className="mb-2.5" />
      <p dir="auto" className="text-base/[22px] font-[620] text-balance wrap-anywhere">
        {title}
      </p>
      {below && <p className="text-muted tabular-nums">{below}</p>}
      {!isBlank(chat) && (
        <div className="mt-3.5 grid w-full grid-cols-4 gap-1.5">
          <Quick icon={muted ? Bell : BellOff} label={muted ? t("unmute") : t("mute")} onPress={() => act.toggleMute(chat)} />
          <Quick icon={chat.pinned ? PinOff : Pin} label={chat.pinned ? t("unpin") : t("pin")} onPress={() => act.togglePin(chat)} />
          <Quick
            icon={chat.archived ? ArchiveRestore : Archive}
            label={chat.archived ? t("unarchive") : t("archive")}
            onPress={() => act.toggleArchive(chat)}
          />
          <Quick icon={unread ? MailOpen : Mail} label={unread ? t("read") : t("unread")} onPress={() => act.toggleRead(chat)} />
        </div>
      )}
    </section>
  );
}

function Quick({ icon: Icon, label, onPress }: { icon: LucideIcon; label: string; onPress: () => void }) {
  return (
    <button
      type="button"
      onClick={onPress}
      className="grid min-w-0 justify-items-center gap-1 rounded-[9px] bg-surface-secondary px-0.5 pt-[9px] pb-[7px] text-xs/[14px] font-[550] text-muted hover:text-foreground"
    >
      <Icon aria-hidden className="size-[18px]" strokeWidth={1.75} />
      <span className="max-w-full truncate">{label}</span>
    </button>
  );
}
