import { useFormatter, useTranslations } from "next-intl";
import { HourBars } from "@/features/sessions/components/hour-bars";
import type { Traffic } from "@/features/sessions/lib/traffic";

/** What a number's messages were in the last 24 hours; empty until that is known. */
export function TrafficCell({ traffic }: { traffic: Traffic | undefined }) {
  const t = useTranslations("sessions.traffic");
  const format = useFormatter();
  if (!traffic) return null;
  if (!traffic.last) return <p className="text-[12.5px]/[18px] text-muted">{t("noneToday")}</p>;
  return (
    <div className="flex items-center gap-3 text-[13px]/[18px]">
      <HourBars hours={traffic.hours} />
      <div className="min-w-0 tabular-nums">
        <p>{t.rich("today", { count: format.number(traffic.today), b: (text) => <b className="font-semibold">{text}</b> })}</p>
        <p className="text-[12.5px] text-muted">
          {traffic.last.current
            ? t("thisHour")
            : t("lastAt", { time: format.dateTime(traffic.last.hour, { hour: "numeric", minute: "2-digit" }) })}
        </p>
      </div>
    </div>
  );
}
