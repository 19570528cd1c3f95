"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { useConversation } from "@/features/chat/bubbles/conversation-context";
import { plainText } from "@/features/chat/bubbles/lib/plain-text";
import { groupReactions } from "@/features/chat/bubbles/lib/reactions";
import { useKindName } from "@/features/chat/bubbles/use-kind-name";
import { useMessageState } from "@/features/chat/bubbles/use-message-state";

/** Words of a message that its label says at most. */
const LONGEST = 300;

/** Says a message to a screen reader: "Sofía, 16:04, foto: Y algo así…, 2 me encanta". */
export function useMessageLabel(): (message: TimelineMessage) => string {
  const t = useTranslations("conversation.label");
  const state = useMessageState();
  const format = useFormatter();
  const kindName = useKindName();
  const { people, chat } = useConversation();

  const what = (message: TimelineMessage) => {
    if (message.deletedAt) return t("deleted");
    const body = message.type === "poll" ? (message.poll?.question ?? "") : message.body;
    const nameOf = (address: string) => people.nameOf(address) ?? t("you");
    const words = plainText(body.slice(0, LONGEST), message.mentions, nameOf) || message.media?.filename || "";
    if (message.type === "text") return words;
    return words ? t("kindWithWords", { kind: kindName(message.type), words }) : kindName(message.type);
  };

  const reactionName = (emoji: string) => {
    switch (emoji) {
      case "👍": return t("like");
      case "❤️": return t("love");
      case "😂": return t("laugh");
      case "😮": return t("wow");
      case "😢": return t("sad");
      case "🙏": return t("thanks");
      default: return emoji;
    }
  };

  return (message) => {
    const who = message.fromMe ? t("you") : (people.nameOf(message.participant ?? chat.chatId) ?? t("you"));
    const time = format.dateTime(new Date(message.timestamp), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    const reactions = groupReactions(message.reactions).map(({ emoji, senders }) =>
      t("reaction", { count: senders.length, name: reactionName(emoji) }),
    );
    const parts = [
      t("said", { who, time, what: what(message) }),
      message.editedAt && !message.deletedAt && t("edited"),
      message.starred && t("starred"),
      state(message),
      ...reactions,
    ];
    return parts.filter(Boolean).join(", ");
  };
}
