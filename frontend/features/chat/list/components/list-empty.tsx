"use client";

import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/empty-state";
import { LinkButton } from "@/components/link-button";
import { PlainButton } from "@/components/plain-button";
import type { ChatFilter } from "@/features/chat/api/chats";
import { usePlace } from "@/features/chat/lib/use-place";

const titles = {
  all: "empty.all",
  unread: "empty.unread",
  groups: "empty.groups",
  archived: "empty.archived",
} as const satisfies Record<ChatFilter, string>;

/** A list without chats: why, and what to do. */
export function ListEmpty({ hasNumbers }: { hasNumbers: boolean }) {
  const t = useTranslations("chat.list");
  const { place, go } = usePlace();
  if (!hasNumbers) {
    return (
      <EmptyState title={t("empty.noNumbers")}>
        <LinkButton href="/sessions/new" variant="primary">
          {t("empty.connect")}
        </LinkButton>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={t(titles[place.filter])} hint={place.filter === "all" ? t("empty.allHint") : undefined}>
      {place.filter !== "all" && (
        <PlainButton variant="secondary" onClick={() => go({ filter: "all" })}>
          {t("empty.showAll")}
        </PlainButton>
      )}
    </EmptyState>
  );
}
