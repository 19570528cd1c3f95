"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { useDeleteSession } from "@/features/sessions/api/delete-session";
import { sessionStatsQuery } from "@/features/sessions/api/session-stats";
import { useErrorText } from "@/hooks/use-error-text";
import type { Session } from "@/lib/api/types";

type Props = { session: Session; onClose: () => void };

/** Asks for a number's name before it goes, with all its chats. */
export function DeleteDialog({ session, onClose }: Props) {
  const t = useTranslations("sessions");
  const say = useErrorText();
  const { data: stats } = useQuery(sessionStatsQuery(session.id));
  const { mutate, isPending, error } = useDeleteSession();
  const name = session.sessionName;
  const confirm = () =>
    mutate(session.id, {
      onSuccess: () => {
        toast.success(t("done.deleted", { name }));
        onClose();
      },
    });
  return (
    <ConfirmDialog
      danger
      title={t("confirm.deleteTitle", { name })}
      body={stats ? t("confirm.deleteBody", { chats: stats.chats }) : t("confirm.deleteBodyUncounted")}
      action={t("confirm.delete", { name })}
      typed={{ label: t("confirm.deleteType", { name }), text: name.trim() }}
      isPending={isPending}
      error={error && say(error)}
      onConfirm={confirm}
      onClose={onClose}
    />
  );
}
