"use client";

import { useTranslations } from "next-intl";

/** Says what kind of message something is: "Foto", "Nota de voz". */
export function useKindName(): (type: string) => string {
  const t = useTranslations("conversation.kind");
  return (type) => {
    switch (type) {
      case "text": return t("text");
      case "image": return t("image");
      case "video": return t("video");
      case "voice": return t("voice");
      case "audio": return t("audio");
      case "document": return t("document");
      case "sticker": return t("sticker");
      case "location": return t("location");
      case "contact": return t("contact");
      case "poll": return t("poll");
      case "event": return t("event");
      case "call": return t("call");
      default: return t("unknown");
    }
  };
}
