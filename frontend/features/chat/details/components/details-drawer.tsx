"use client";

import { Drawer } from "@heroui/react";
import { useTranslations } from "next-intl";
import { ChatDetails } from "@/features/chat/details/components/chat-details";
import { useDetails } from "@/features/chat/lib/details-store";
import type { Chat, Session } from "@/lib/api/types";

type Props = { chat: Chat; session: Session };

/** The details over the conversation, where three panes have no room. */
export function DetailsDrawer({ chat, session }: Props) {
  const t = useTranslations("chat");
  return (
    <Drawer.Backdrop isOpen onOpenChange={(over) => useDetails.setState({ over })}>
      <Drawer.Content placement="right">
        <Drawer.Dialog aria-label={t("page.details")} className="w-[min(20rem,100vw)] overflow-auto bg-surface p-0">
          <Drawer.CloseTrigger aria-label={t("details.close")} className="absolute end-3 top-3 size-9" />
          <ChatDetails chat={chat} session={session} />
        </Drawer.Dialog>
      </Drawer.Content>
    </Drawer.Backdrop>
  );
}
