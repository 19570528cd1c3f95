"use client";

import { Button } from "@heroui/react";
import { Copy, Pause, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCopy } from "@/hooks/use-copy";
import { type LogBuffer, MAX_LINES } from "@/features/sessions/lib/log-buffer";
import type { LogStatus } from "@/features/sessions/lib/use-log";
import { useErrorText } from "@/hooks/use-error-text";

type Props = { log: LogBuffer; status: LogStatus; onToggle: () => void; onRetry: () => void };

/** How the log goes, and what can be done with it. */
export function LogToolbar({ log, status, onToggle, onRetry }: Props) {
  const t = useTranslations("sessions.logs");
  const tCommon = useTranslations("common");
  const copy = useCopy();
  const isOver = status.state === "ended" || status.state === "broken";
  const copyAll = () => copy(log.shown.map(({ text }) => text).join("\n"), { done: t("copied"), failed: t("copyFailed") });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <div role="status" className="me-auto text-[13px] text-muted tabular-nums">
        <LogState log={log} status={status} />
      </div>
      {isOver ? (
        <Button variant="outline" onPress={onRetry}>
          {tCommon("retry")}
        </Button>
      ) : (
        <Button variant="outline" onPress={onToggle}>
          {log.paused ? <Play aria-hidden /> : <Pause aria-hidden />}
          {log.paused ? t("resume") : t("pause")}
        </Button>
      )}
      <Button variant="outline" isDisabled={log.shown.length === 0} onPress={copyAll}>
        <Copy aria-hidden />
        {t("copy")}
      </Button>
    </div>
  );
}

function LogState({ log, status }: Pick<Props, "log" | "status">) {
  const t = useTranslations("sessions.logs");
  const say = useErrorText();
  if (status.state === "broken") return <span className="text-danger-soft-foreground">{`${t("broken")}. ${say(status.error)}`}</span>;
  if (status.state === "ended") return t("ended");
  if (status.state === "connecting") return t("connecting");
  if (log.paused) return log.waiting.length > 0 ? `${t("paused")} · ${t("waiting", { count: log.waiting.length })}` : t("paused");
  return log.count > MAX_LINES ? `${t("live")} · ${t("full", { max: MAX_LINES })}` : t("live");
}
