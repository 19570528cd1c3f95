"use client";

import { useFormatter, useTranslations } from "next-intl";
import { UNANSWERED_AFTER } from "@/lib/queries/dashboard";
import { type AttentionItem, peopleOf } from "@/features/dashboard/lib/attention";
import { clock, dayAndClock } from "@/features/dashboard/lib/time";
import { formatPhone } from "@/lib/phone";

/** What an item says, and where its action leads. */
export type AttentionWords = { title: string; text: string; action: string; href: string };

type Chat = { sessionId: string; chatId: string };
const chatHref = ({ sessionId, chatId }: Chat) => `/chat?session=${sessionId}&chat=${encodeURIComponent(chatId)}`;

const HOUR = 3_600_000;

/** Puts an item into words: the consequence, then the one thing to do. */
export function useAttentionWords(item: AttentionItem, now: Date): AttentionWords {
  const t = useTranslations("dashboard.attention");
  const format = useFormatter();
  const { session } = item;
  const number = session.sessionName;
  const person = (name: string | null, phone: string | null) => name ?? (phone ? formatPhone(phone).replaceAll(" ", "\u00a0") : t("someone"));

  switch (item.kind) {
    case "unlinked":
      return { title: t("unlinked.title", { number }), text: t("unlinked.text"), action: t("unlinked.action"), href: `/qr/${session.id}` };
    case "broken": {
      const text = t("broken.text", { reason: session.errorReason ?? "" });
      return { title: t("broken.title", { number }), text, action: t("broken.action"), href: "/sessions" };
    }
    case "expired":
      return { title: t("expired.title", { number }), text: t("expired.text"), action: t("expired.action"), href: `/qr/${session.id}` };
    case "failed": {
      const { shown, others } = peopleOf(item.newest);
      const names = shown.map((message) => person(message.chatName, message.phoneNumber));
      const people = format.list(others > 0 ? [...names, t("failed.others", { count: others })] : names);
      return {
        title: t("failed.title", { count: item.count, number }),
        text: t("failed.text", { people: people || "none" }),
        action: t("failed.action"),
        href: shown[0] ? chatHref(shown[0]) : `/chat?session=${session.id}`,
      };
    }
    case "waiting": {
      const ago = format.relativeTime(new Date(item.since), { now, style: "long" });
      return {
        title: t("waiting.title", { count: item.count, minutes: UNANSWERED_AFTER }),
        text: t("waiting.text", { person: person(item.oldest.name, item.oldest.phoneNumber), number, ago }),
        action: t("waiting.action"),
        href: chatHref(item.oldest),
      };
    }
    case "limited": {
      const soon = Date.parse(item.until) - now.getTime() < 12 * HOUR;
      const until = format.dateTime(new Date(item.until), soon ? clock : dayAndClock);
      return { title: t("limited.title", { number, until }), text: t("limited.text"), action: t("limited.action"), href: `/chat?session=${session.id}` };
    }
    case "memory": {
      const percent = format.number(item.share, { style: "percent", maximumFractionDigits: 0 });
      return { title: t("memory.title", { number, percent }), text: t("memory.text"), action: t("memory.action"), href: "/sessions" };
    }
  }
}
