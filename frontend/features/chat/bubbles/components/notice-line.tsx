"use client";

import { Info, type LucideIcon, PencilLine, ShieldCheck, UserRoundMinus, UserRoundPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { useConversation } from "@/features/chat/bubbles/conversation-context";
import { useNoticeText } from "@/features/chat/bubbles/use-notice-text";

const icons: Record<string, LucideIcon> = {
  joined: UserRoundPlus,
  join_requested: UserRoundPlus,
  left: UserRoundMinus,
  promoted: ShieldCheck,
  demoted: ShieldCheck,
  subject: PencilLine,
  description: PencilLine,
};

/** Something that happened in a group. */
export function NoticeLine({ message }: { message: TimelineMessage }) {
  const t = useTranslations("conversation");
  const { people } = useConversation();
  const say = useNoticeText();
  const { notice } = message;
  const Icon = icons[notice?.kind ?? ""] ?? Info;
  const names = (notice?.members ?? []).map((member) => people.nameOf(member) ?? t("you"));
  return (
    <>
      <Icon className="size-3.5 shrink-0" aria-hidden />
      <span dir="auto">{notice ? say(notice, names) : message.body}</span>
    </>
  );
}
