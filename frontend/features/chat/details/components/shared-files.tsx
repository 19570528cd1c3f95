"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Segments } from "@/components/segments";
import { Skeleton } from "@/components/skeleton";
import { SkeletonGroup } from "@/components/skeleton-group";
import { DetailsSection } from "@/features/chat/details/components/details-section";
import { SharedDocument } from "@/features/chat/details/components/shared-document";
import { SharedLink } from "@/features/chat/details/components/shared-link";
import { SharedPicture } from "@/features/chat/details/components/shared-picture";
import { type SharedKind, sharedKinds, sharedQuery } from "@/features/chat/details/lib/shared";
import { useErrorText } from "@/hooks/use-error-text";
import type { Chat, Message } from "@/lib/api/types";

const names = { media: "media", document: "documents", link: "links" } as const satisfies Record<SharedKind, string>;
const empty = { media: "noMedia", document: "noDocuments", link: "noLinks" } as const satisfies Record<SharedKind, string>;

/** What was sent in a chat: pictures and videos, documents, links. */
export function SharedFiles({ chat }: { chat: Chat }) {
  const t = useTranslations("chat.details");
  const say = useErrorText();
  const [kind, setKind] = useState<SharedKind>("media");
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(sharedQuery(chat, kind));
  const messages = data?.pages.flatMap((page) => page.messages);
  return (
    <DetailsSection title={t("shared")}>
      <Segments label={t("shared")} value={kind} onChange={setKind} options={sharedKinds.map((value) => ({ value, label: t(names[value]) }))} className="mb-3 w-full" />
      {error ? (
        <p role="alert" className="text-[13px] text-danger-soft-foreground">
          {say(error)}
        </p>
      ) : !messages ? (
        <SkeletonGroup className="grid grid-cols-4 gap-1.5">
          {Array.from({ length: 4 }, (_, index) => (
            <Skeleton key={index} className="aspect-square rounded-lg" />
          ))}
        </SkeletonGroup>
      ) : messages.length === 0 ? (
        <p className="text-[13px] text-muted">{t(empty[kind])}</p>
      ) : (
        <Shared kind={kind} messages={messages} />
      )}
      {hasNextPage && (
        <button
          type="button"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
          className="mt-2.5 min-h-9 w-full rounded-lg bg-default text-[13px] font-[550] hover:bg-surface-tertiary"
        >
          {t("more")}
        </button>
      )}
    </DetailsSection>
  );
}

function Shared({ kind, messages }: { kind: SharedKind; messages: Message[] }) {
  if (kind === "media") {
    return (
      <ul className="grid grid-cols-4 gap-1.5">
        {messages.map((message) => (
          <SharedPicture key={message.id} message={message} />
        ))}
      </ul>
    );
  }
  const Item = kind === "document" ? SharedDocument : SharedLink;
  return (
    <ul className="grid gap-1">
      {messages.map((message) => (
        <Item key={message.id} message={message} />
      ))}
    </ul>
  );
}
