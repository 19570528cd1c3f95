"use client";

import { useTranslations } from "next-intl";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { useMessageLabel } from "@/features/chat/bubbles/use-message-label";
import { useAnnouncement } from "@/features/chat/timeline/hooks/use-announcement";

/** More news than this at once are only counted. */
const SPOKEN = 3;

/** Tells a screen reader of messages that come. The log itself is silent: scrolling draws old ones into it. */
export function Announcer({ messages }: { messages: TimelineMessage[] }) {
  const t = useTranslations("conversation");
  const label = useMessageLabel();
  const text = useAnnouncement(messages, (news) => (news.length > SPOKEN ? t("news", { count: news.length }) : news.map(label).join(". ")));
  return (
    <p role="status" className="sr-only">
      {text}
    </p>
  );
}
