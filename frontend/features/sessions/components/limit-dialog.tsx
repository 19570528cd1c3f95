"use client";

import { Button } from "@heroui/react";
import { useNow, useTranslations } from "next-intl";
import { AppDialog } from "@/components/app-dialog";
import type { Session } from "@/lib/api/types";
import { useMoment } from "@/lib/number-words";

type Props = { session: Session; onClose: () => void };

/** What to do while WhatsApp keeps a number from beginning chats. */
export function LimitDialog({ session, onClose }: Props) {
  const t = useTranslations("sessions.help");
  const now = useNow();
  const moment = useMoment();
  const until = session.restrictedUntil && moment(new Date(session.restrictedUntil), now);
  const quota = session.newContactQuota;
  return (
    <AppDialog title={t("title", { name: session.sessionName })} onClose={onClose} footer={<Button onPress={onClose}>{t("understood")}</Button>}>
      {until && <p>{until.today ? t("limitedUntil", { time: until.text }) : t("limitedUntilLater", { date: until.text })}</p>}
      {!until && quota && <p>{t("quota", { used: quota.used, total: quota.total })}</p>}
      <ul className="mt-3 grid list-disc gap-2 ps-5 marker:text-muted">
        <li>{t("reply")}</li>
        <li>{t("pause")}</li>
        <li>{t("other")}</li>
        <li>{t("consent")}</li>
      </ul>
    </AppDialog>
  );
}
