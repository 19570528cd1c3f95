"use client";

import { useQuery } from "@tanstack/react-query";
import { useNow, useTranslations } from "next-intl";
import { NumberBadge } from "@/components/number-badge";
import { NumberStatus } from "@/components/number-status";
import { isBlank } from "@/features/chat/api/find-chat";
import { groupQuery } from "@/features/chat/api/group";
import { DetailsHero } from "@/features/chat/details/components/details-hero";
import { DetailsSection } from "@/features/chat/details/components/details-section";
import { PeopleList } from "@/features/chat/details/components/people-list";
import { SharedFiles } from "@/features/chat/details/components/shared-files";
import { numberMark } from "@/lib/number-mark";
import { numberState } from "@/lib/number-state";
import { formatPhone } from "@/lib/phone";
import type { Chat, Session } from "@/lib/api/types";

type Props = { chat: Chat; session: Session };

/** All about a chat that isn't a message. */
export function ChatDetails({ chat, session }: Props) {
  const t = useTranslations("chat.details");
  const now = useNow({ updateInterval: 60_000 });
  const { data: group } = useQuery(groupQuery(chat));
  const state = numberState(session, { now: now.getTime() });
  return (
    <>
      <DetailsHero chat={chat} people={group?.participants.length} />
      <DetailsSection title={t("by")}>
        <div className="flex items-center gap-[11px]">
          <NumberBadge initials={session.initials} color={session.color} name={session.sessionName} mark={numberMark(session)} />
          <div className="min-w-0 flex-1">
            <p dir="auto" className="truncate font-[550]">
              {session.sessionName}
            </p>
            {session.phoneNumber && <p className="truncate text-[12.5px]/[17px] text-muted tabular-nums">{formatPhone(session.phoneNumber)}</p>}
          </div>
          {state.key !== "connected" && <NumberStatus state={state} />}
        </div>
      </DetailsSection>
      {group?.description && (
        <DetailsSection title={t("description")}>
          <p dir="auto" className="text-[13.5px] whitespace-pre-wrap wrap-anywhere">
            {group.description}
          </p>
        </DetailsSection>
      )}
      {group && <PeopleList group={group} />}
      {!isBlank(chat) && <SharedFiles chat={chat} />}
    </>
  );
}
