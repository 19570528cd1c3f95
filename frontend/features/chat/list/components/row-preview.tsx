"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { KindIcon } from "@/features/chat/list/components/kind-icon";
import { StatusTick } from "@/features/chat/list/components/status-tick";
import { kindOf } from "@/features/chat/list/lib/kinds";
import { plainText, type Preview, sayMessage } from "@/features/chat/list/lib/preview";
import type { LastMessage } from "@/lib/api/types";

/** The line below a chat's name. */
export function RowPreview({ preview }: { preview: Preview }) {
  const t = useTranslations("chat.list");
  switch (preview.is) {
    case "nothing":
      return <span className="flex-1 truncate">{t("noMessages")}</span>;
    case "typing":
    case "recording":
      return (
        <span className="flex-1 truncate text-link group-data-selected/row:text-accent-soft-foreground">
          {preview.is === "typing" ? t("typing") : t("recording")}
        </span>
      );
    case "draft":
      return (
        <span className="flex-1 truncate" dir="auto">
          <span className="font-semibold text-warning-soft-foreground">{t("draft")}</span> {plainText(preview.text)}
        </span>
      );
    case "failed":
      return (
        <>
          <CircleAlert aria-hidden className="size-[15px] shrink-0 stroke-2 text-danger-soft-foreground" />
          <span className="flex-1 truncate text-danger-soft-foreground">
            {t("failed", { text: plainText(preview.message.body) || t(kindOf(preview.message.type).label) })}
          </span>
        </>
      );
    case "message":
      return <MessagePreview message={preview.message} />;
  }
}

function MessagePreview({ message }: { message: LastMessage }) {
  const t = useTranslations("chat.list");
  return (
    <>
      {message.fromMe && message.status && <StatusTick status={message.status} />}
      <KindIcon type={message.type} />
      <span className="flex-1 truncate group-data-unread/row:text-foreground" dir="auto">
        {sayMessage(message, t(kindOf(message.type).label))}
      </span>
    </>
  );
}
