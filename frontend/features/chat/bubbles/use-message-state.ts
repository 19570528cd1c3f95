"use client";

import { useTranslations } from "next-intl";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { tickOf } from "@/features/chat/bubbles/lib/tick";

/** Says how far an own message came; null for those of others. */
export function useMessageState(): (message: TimelineMessage) => string | null {
  const t = useTranslations("conversation.tick");
  return (message) => {
    switch (tickOf(message)) {
      case "clock": return t("clock");
      case "sent": return t("sent");
      case "delivered": return t("delivered");
      case "read": return t("read");
      case "played": return t("played");
      case "failed": return t("failed");
      default: return null;
    }
  };
}
