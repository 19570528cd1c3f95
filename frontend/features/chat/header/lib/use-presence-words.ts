"use client";

import { useQuery } from "@tanstack/react-query";
import { useNow, useTranslations } from "next-intl";
import { groupQuery } from "@/features/chat/api/group";
import { type PersonPresence, usePresence } from "@/features/chat/api/presence-store";
import { useMoment } from "@/lib/number-words";
import { formatPhone } from "@/lib/phone";
import type { Chat } from "@/lib/api/types";

export type PresenceWords = { text: string; now: boolean };

const isBusy = ({ state }: PersonPresence) => state === "typing" || state === "recording";

/** What the people of a chat do: who writes just now, else whether they are there or when they last were. Null if nobody knows. */
export function usePresenceWords(chat: Chat): PresenceWords | null {
  const t = useTranslations("chat.header");
  const people = usePresence(chat);
  const busy = people.filter(isBusy);
  const now = useNow({ updateInterval: 60_000 });
  const moment = useMoment();
  const { data: group } = useQuery({ ...groupQuery(chat), enabled: chat.isGroup && busy.length > 0 });

  const first = busy[0];
  if (first && !chat.isGroup) return { text: first.state === "typing" ? t("typing") : t("recording"), now: true };
  if (first) {
    const member = group?.participants.find(({ address }) => address === first.address);
    const phone = member?.phoneNumber ?? (first.address.endsWith("@c.us") ? first.address.slice(0, -5) : null);
    const name = member?.name ?? (phone ? formatPhone(phone) : t("somebody"));
    if (busy.length > 1) return { text: t("severalType", { name, others: busy.length - 1 }), now: true };
    return { text: first.state === "typing" ? t("typesInGroup", { name }) : t("recordsInGroup", { name }), now: true };
  }
  if (chat.isGroup) return null;
  const person = people[0];
  if (!person) return null;
  if (person.state !== "offline") return { text: t("online"), now: true };
  if (person.lastSeen === null) return null;
  const seen = moment(new Date(person.lastSeen * 1000), now);
  return { text: seen.today ? t("lastSeenToday", { time: seen.text }) : t("lastSeen", { date: seen.text }), now: false };
}
