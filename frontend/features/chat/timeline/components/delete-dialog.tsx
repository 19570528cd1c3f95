"use client";

import { useTranslations } from "next-intl";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { useErrorText } from "@/hooks/use-error-text";
import { deleteMessage } from "@/features/chat/api/actions";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { useMessageChange } from "@/features/chat/bubbles/use-message-change";

type Props = { message: TimelineMessage; onClose: () => void };

/** Asks before a message is deleted for everyone. */
export function DeleteDialog({ message, onClose }: Props) {
  const t = useTranslations("conversation.delete");
  const say = useErrorText();
  const change = useMessageChange();
  const remove = async () => {
    await deleteMessage(message);
    return { ...message, deletedAt: new Date().toISOString(), body: "", media: undefined };
  };
  return (
    <ConfirmDialog
      title={t("title")}
      body={t("body")}
      action={t("action")}
      danger
      isPending={change.isPending}
      error={change.error ? say(change.error) : null}
      onConfirm={() => change.mutate({ message, ask: remove }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
