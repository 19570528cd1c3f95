import { useFormatter, useTranslations } from "next-intl";
import { HourBars } from "@/features/sessions/components/hour-bars";
import type { Traffic } from "@/features/sessions/lib/traffic";
import { useMoment } from "@/lib/number-words";

type Props = { traffic: Traffic | undefined; lastMessageAt: string | null; now: Date };

/** What a number's messages were in the last 24 hours, empty until that is known, and when the last one was. */
export function TrafficCell({ traffic, lastMessageAt, now }: Props) {
  const t = useTranslations("sessions.traffic");
  const format = useFormatter();
  const moment = useMoment();
  if (!traffic) return null;
  const last = lastMessageAt === null ? null : moment(new Date(lastMessageAt), now);
  const lastLine = last && (last.today ? t("lastAt", { time: last.text }) : t("lastOn", { date: last.text }));
  if (traffic.hours.every((count) => count === 0)) {
    return (
      <div className="text-[12.5px]/[18px] text-muted tabular-nums">
        <p>{t("noneToday")}</p>
        {lastLine && <p>{lastLine}</p>}
      </div>
    );
  }
  return (
    <div className="flex items-center gap-3 text-[13px]/[18px]">
      <HourBars hours={traffic.hours} />
      <div className="min-w-0 tabular-nums">
        <p>{t.rich("today", { count: format.number(traffic.today), b: (text) => <b className="font-semibold">{text}</b> })}</p>
        <p className="text-[12.5px] text-muted">{lastLine}</p>
      </div>
    </div>
  );
}
