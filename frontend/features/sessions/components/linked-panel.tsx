import { useTranslations } from "next-intl";
import { DrawnCheck } from "@/components/drawn-check";
import { LinkButton } from "@/components/link-button";
import { ProgressLine } from "@/components/progress-line";
import { isImporting } from "@/features/sessions/lib/use-link";
import type { Session } from "@/lib/api/types";
import { formatPhone } from "@/lib/phone";

/** The phone is linked: its chats come in, and the way to them is open. */
export function LinkedPanel({ session }: { session: Session }) {
  const t = useTranslations("sessions.link");
  const reading = session.import;
  return (
    <div className="grid justify-items-start gap-1.5">
      <DrawnCheck className="mb-1.5 size-14 text-success" />
      <div role="status">
        <h2>{t("connectedTitle")}</h2>
        {session.phoneNumber && <p className="text-muted tabular-nums">{formatPhone(session.phoneNumber)}</p>}
      </div>
      {reading && isImporting(session) && (
        <div className="mt-3 w-full">
          <div className="flex justify-between gap-3 text-[13px]">
            <span>{t("importing")}</span>
            {reading.chatsTotal > 0 && (
              <span className="text-muted tabular-nums">{t("importCount", { done: reading.chatsDone, total: reading.chatsTotal })}</span>
            )}
          </div>
          <ProgressLine label={t("importing")} value={reading.chatsDone} max={reading.chatsTotal} />
        </div>
      )}
      {reading?.state === "done" && reading.reason === "history" && (
        <p className="mt-2 text-[13px] text-muted">{t("importDone", { count: reading.messagesAdded })}</p>
      )}
      <div className="mt-4 flex w-full flex-wrap gap-2">
        <LinkButton variant="primary" href={`/chat?session=${session.id}`} className="max-sm:w-full">
          {t("openChats")}
        </LinkButton>
        <LinkButton variant="ghost" href="/sessions" className="max-sm:w-full">
          {t("toNumbers")}
        </LinkButton>
      </div>
    </div>
  );
}
