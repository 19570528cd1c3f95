import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { useErrorText } from "@/hooks/use-error-text";
import type { Session } from "@/lib/api/types";
import { type SessionCommand, useSessionCommand } from "@/lib/queries/session-commands";

const done = { start: "done.started", stop: "done.stopped", restart: "done.restarted", logout: "done.loggedOut" } as const;

/** Tells a number to do something, and the person that it does. */
export function useTellCommand() {
  const t = useTranslations("sessions");
  const say = useErrorText();
  const { mutateAsync, isPending } = useSessionCommand();
  async function tell({ id, sessionName }: Session, command: SessionCommand) {
    try {
      await mutateAsync({ id, command });
      toast.success(t(done[command], { name: sessionName }));
    } catch (error) {
      toast.error(t("confirm.failed"), { description: say(error) });
    }
  }
  return { tell, isPending };
}
