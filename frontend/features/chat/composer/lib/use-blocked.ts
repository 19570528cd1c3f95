"use client";

import { useQuery } from "@tanstack/react-query";
import { groupQuery } from "@/features/chat/api/group";
import type { Chat, Group, Session } from "@/lib/api/types";
import { numberState } from "@/lib/number-state";

/** Why nothing can be written in a chat; null if something can. */
export type Blocked = "number" | "left" | "admins" | null;

/** A number that comes back by itself sends what is written meanwhile; one that waits for a person doesn't. */
export function whyBlocked(session: Session, group: Group | undefined): Blocked {
  if (session.status !== "connected" && numberState(session).key !== "starting") return "number";
  if (group?.hasLeft) return "left";
  if (!group?.onlyAdmins || !session.phoneNumber) return null;
  const self = group.participants.find(({ phoneNumber }) => phoneNumber === session.phoneNumber);
  return self?.role === "member" ? "admins" : null;
}

export function useBlocked(chat: Chat, session: Session): Blocked {
  const { data: group } = useQuery(groupQuery(chat));
  return whyBlocked(session, group);
}
