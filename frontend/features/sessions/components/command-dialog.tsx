"use client";

import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { ConfirmDialog } from "@/components/confirm-dialog";
import { useErrorText } from "@/hooks/use-error-text";
import type { Session } from "@/lib/api/types";
import { useSessionCommand } from "@/lib/queries/session-commands";

const texts = {
  restart: { title: "confirm.restartTitle", body: "confirm.restartBody", action: "confirm.restart", done: "done.restarted" },
  stop: { title: "confirm.stopTitle", body: "confirm.stopBody", action: "confirm.stop", done: "done.stopped" },
  logout: { title: "confirm.logoutTitle", body: "confirm.logoutBody", action: "confirm.logout", done: "done.loggedOut" },
} as const;

type Props = { command: keyof typeof texts; session: Session; onClose: () => void };

/** Asks before a number is restarted, stopped or logged out. */
export function CommandDialog({ command, session, onClose }: Props) {
  const t = useTranslations("sessions");
  const say = useErrorText();
  const { mutate, isPending, error } = useSessionCommand();
  const text = texts[command];
  const name = session.sessionName;
  const confirm = () =>
    mutate(
      { id: session.id, command },
      {
        onSuccess: () => {
          toast.success(t(text.done, { name }));
          onClose();
        },
      },
    );
  return (
    <ConfirmDialog
      title={t(text.title, { name })}
      body={t(text.body)}
      action={t(text.action)}
      danger={command === "logout"}
      isPending={isPending}
      error={error && say(error)}
      onConfirm={confirm}
      onClose={onClose}
    />
  );
}
