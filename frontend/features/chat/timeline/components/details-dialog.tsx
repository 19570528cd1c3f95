"use client";

import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { AppDialog } from "@/components/app-dialog";
import { ErrorState } from "@/components/error-state";
import { getFullMessage } from "@/features/chat/api/actions";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { TickMark } from "@/features/chat/bubbles/components/tick-mark";
import { useConversation } from "@/features/chat/bubbles/conversation-context";
import { tickOf } from "@/features/chat/bubbles/lib/tick";
import { useMessageState } from "@/features/chat/bubbles/use-message-state";

type Props = { message: TimelineMessage; onClose: () => void };

/** What is known of a message: when, how far it came, its earlier texts, who reacted. */
export function DetailsDialog({ message, onClose }: Props) {
  const t = useTranslations("conversation.details");
  const you = useTranslations("conversation")("you");
  const format = useFormatter();
  const stateOf = useMessageState();
  const { people } = useConversation();
  const { data, error, refetch } = useQuery({
    queryKey: ["message", message.id, message.editedAt ?? null],
    queryFn: ({ signal }) => getFullMessage(message, signal),
  });
  const moment = (at: string) => format.dateTime(new Date(at), { dateStyle: "medium", timeStyle: "short" });
  const tick = tickOf(message);
  return (
    <AppDialog title={t("title")} onClose={onClose}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2 tabular-nums">
        <dt className="text-muted">{message.fromMe ? t("sent") : t("received")}</dt>
        <dd>{moment(message.timestamp)}</dd>
        {tick && (
          <>
            <dt className="text-muted">{t("state")}</dt>
            <dd className="flex items-center gap-2"><TickMark tick={tick} />{stateOf(message)}</dd>
          </>
        )}
        {message.source === "app" && (
          <>
            <dt className="text-muted">{t("source")}</dt>
            <dd>{t("phone")}</dd>
          </>
        )}
        {message.editedAt && (
          <>
            <dt className="text-muted">{t("edited")}</dt>
            <dd>{moment(message.editedAt)}</dd>
          </>
        )}
        {message.reactions?.map(({ sender, emoji, at }) => (
          <div key={sender} className="contents">
            <dt dir="auto" className="truncate text-muted">{people.nameOf(sender) ?? you}</dt>
            <dd>{emoji} · {moment(at)}</dd>
          </div>
        ))}
      </dl>
      {message.editedAt && !message.deletedAt && (
        <section className="mt-5">
          <h3 className="mb-2 font-[620]">{t("versions")}</h3>
          {error && <ErrorState title={t("failed")} error={error} onRetry={() => void refetch()} />}
          <ol className="grid gap-2">
            {data?.versions.map(({ body, writtenAt }) => (
              <li key={writtenAt} className="rounded-2xl bg-surface-secondary px-3 py-2">
                <p dir="auto" className="whitespace-pre-wrap wrap-anywhere">{body}</p>
                <p className="mt-0.5 text-xs text-muted tabular-nums">{moment(writtenAt)}</p>
              </li>
            ))}
          </ol>
        </section>
      )}
    </AppDialog>
  );
}
