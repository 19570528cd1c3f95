"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { Message } from "@/lib/api/types";

/** Says what happened in a group. `names` are those of its members. */
export function useNoticeText(): (notice: NonNullable<Message["notice"]>, names: string[]) => string {
  const t = useTranslations("conversation.notice");
  const format = useFormatter();
  return ({ kind, text, members }, names) => {
    const who = format.list(names);
    const count = names.length;
    const me = members.length === 1 && members[0] === "me";
    switch (kind) {
      case "joined": return me ? t("youJoined") : t("joined", { who, count });
      case "left": return me ? t("youLeft") : t("left", { who, count });
      case "promoted": return me ? t("youPromoted") : t("promoted", { who, count });
      case "demoted": return me ? t("youDemoted") : t("demoted", { who, count });
      case "subject": return t("subject", { text: text ?? "" });
      case "description": return text ? t("description", { text }) : t("noDescription");
      case "join_requested": return t("joinRequested", { who, count });
      default: return t("settings");
    }
  };
}
