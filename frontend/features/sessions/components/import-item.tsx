import { useFormatter, useTranslations } from "next-intl";
import { ProgressLine } from "@/components/progress-line";
import type { Import } from "@/lib/api/types";

const reasons = { history: "history", gap: "gap" } as const satisfies Record<Import["reason"], string>;

/** One reading of the past: when, how far it is, what it brought. */
export function ImportItem({ reading }: { reading: Import }) {
  const t = useTranslations("sessions.imports");
  const format = useFormatter();
  return (
    <li className="grid gap-0.5 py-2.5">
      <div className="flex justify-between gap-3">
        <span className="font-[550]">{t(reasons[reading.reason])}</span>
        <span className="text-[12.5px] text-muted tabular-nums">
          {format.dateTime(new Date(reading.startedAt), { day: "numeric", month: "short", hour: "numeric", minute: "2-digit" })}
        </span>
      </div>
      <p className="text-[13px] text-muted tabular-nums">{outcome(reading, t)}</p>
      {reading.state === "running" && (
        <ProgressLine label={t("progress")} value={reading.chatsDone} max={reading.chatsTotal} />
      )}
    </li>
  );
}

function outcome(reading: Import, t: ReturnType<typeof useTranslations<"sessions.imports">>): string {
  if (reading.state === "done") return t("added", { count: reading.messagesAdded });
  if (reading.state === "failed") return reading.errorCode === "superseded" ? t("superseded") : t("broke");
  return reading.chatsTotal > 0 ? t("running", { done: reading.chatsDone, total: reading.chatsTotal }) : t("runningStart");
}
