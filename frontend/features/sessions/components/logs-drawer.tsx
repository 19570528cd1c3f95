"use client";

import { CloseButton, Drawer } from "@heroui/react";
import { useTranslations } from "next-intl";
import { LogLines } from "@/features/sessions/components/log-lines";
import { LogToolbar } from "@/features/sessions/components/log-toolbar";
import { useLog } from "@/features/sessions/lib/use-log";
import type { Session } from "@/lib/api/types";

type Props = { session: Session; onClose: () => void };

/** What a number's container writes, line by line, as it happens. */
export function LogsDrawer({ session, onClose }: Props) {
  const t = useTranslations("sessions.logs");
  const tCommon = useTranslations("common");
  const { log, status, retry, toggle } = useLog(session.id);
  return (
    <Drawer.Backdrop isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Drawer.Content placement="right">
        <Drawer.Dialog className="flex h-full w-full max-w-[860px] flex-col gap-3 rounded-none p-4 sm:p-5">
          <Drawer.Header className="flex-row items-start justify-between gap-3">
            <div className="min-w-0">
              <Drawer.Heading className="truncate text-base/[22px] font-[620]" dir="auto">
                {t("title", { name: session.sessionName })}
              </Drawer.Heading>
              <p className="text-[12.5px]/[18px] text-muted">{t("hint")}</p>
            </div>
            <CloseButton aria-label={tCommon("close")} onPress={onClose} className="size-10 shrink-0 rounded-2xl bg-transparent sm:size-9" />
          </Drawer.Header>
          <LogToolbar log={log} status={status} onToggle={toggle} onRetry={retry} />
          <LogLines lines={log.shown} isWaiting={status.state === "connecting"} />
        </Drawer.Dialog>
      </Drawer.Content>
    </Drawer.Backdrop>
  );
}
