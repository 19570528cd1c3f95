"use client";

import { ArrowLeft, EllipsisVertical, PanelRight, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Avatar } from "@/components/avatar";
import { NumberBadge } from "@/components/number-badge";
import { isBlank } from "@/features/chat/api/find-chat";
import type { Anchor } from "@/features/chat/components/anchored-menu";
import { anchorOf } from "@/features/chat/components/lazy-menu";
import { HeaderButton } from "@/features/chat/header/components/header-button";
import { HeaderMenu } from "@/features/chat/header/components/header-menu";
import { usePresenceWords } from "@/features/chat/header/lib/use-presence-words";
import { useDetails } from "@/features/chat/lib/details-store";
import { useChatTitle } from "@/features/chat/lib/use-chat-title";
import { usePlace } from "@/features/chat/lib/use-place";
import { useWide } from "@/features/chat/lib/use-wide";
import { cn } from "@/lib/cn";
import { numberMark } from "@/lib/number-mark";
import { formatPhone } from "@/lib/phone";
import type { Chat, Session } from "@/lib/api/types";

type Props = { chat: Chat; session: Session; searching: boolean; onSearch: () => void };

/** Who one talks to, by which number, and what to do with the chat. */
export function ConversationHeader({ chat, session, searching, onSearch }: Props) {
  const t = useTranslations("chat.header");
  const { go } = usePlace();
  const title = useChatTitle()(chat);
  const presence = usePresenceWords(chat);
  const wide = useWide();
  const details = useDetails();
  const [menu, setMenu] = useState<Anchor | null>(null);
  const shown = wide ? details.beside : details.over;
  const toggle = () => useDetails.setState(wide ? { beside: !details.beside } : { over: !details.over });
  const phone = chat.name && chat.phoneNumber ? formatPhone(chat.phoneNumber) : null;

  return (
    <header className="flex h-16 items-center gap-3 border-b border-border bg-surface ps-[18px] pe-3 [--ring:var(--surface)] max-sm:h-15 max-sm:gap-2.5 max-sm:ps-3 max-sm:pe-1">
      <HeaderButton label={t("back")} icon={ArrowLeft} onPress={() => go({ chat: null })} className="-ms-2.5 min-[900px]:hidden" />
      <div className="relative flex min-w-0 flex-1 items-center gap-3 max-sm:gap-2.5">
        <Avatar name={chat.name ?? ""} pictureUrl={chat.pictureUrl} isGroup={chat.isGroup} seed={chat.id} size={40} />
        <div className="min-w-0">
          <h2 dir="auto" className="truncate text-[15.5px]/5 font-[620] tracking-[-0.005em]">
            <button type="button" onClick={toggle} title={t("showDetails")} className="max-w-full truncate rounded before:absolute before:inset-0">
              {title}
            </button>
          </h2>
          <p className="truncate text-[13px]/[18px] text-muted tabular-nums">
            {presence ? <span className={cn(presence.now && "text-link")}>{presence.text}</span> : (phone ?? (chat.isGroup ? t("group") : ""))}
          </p>
        </div>
      </div>
      <span role="img" aria-label={t("by", { number: session.sessionName })} className="flex h-8 shrink-0 items-center gap-[7px] rounded-[9px] border border-border ps-[5px] pe-2.5 text-[13px] font-[550] max-sm:pe-[5px]">
        <NumberBadge initials={session.initials} color={session.color} name={session.sessionName} mark={numberMark(session)} size={22} />
        <span dir="auto" className="max-w-32 truncate max-sm:hidden">
          {session.sessionName}
        </span>
      </span>
      <HeaderButton label={t("search")} icon={Search} pressed={searching} onPress={onSearch} className="max-sm:hidden" />
      <HeaderButton label={shown ? t("hideDetails") : t("showDetails")} icon={PanelRight} pressed={shown} onPress={toggle} className="max-sm:hidden" />
      {!isBlank(chat) && <HeaderButton label={t("more")} icon={EllipsisVertical} menu onPress={(element) => setMenu(anchorOf(element))} />}
      {menu && <HeaderMenu chat={chat} anchor={menu} onSearch={onSearch} onClose={() => setMenu(null)} />}
    </header>
  );
}
