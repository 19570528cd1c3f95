import { Circle, CircleCheck, LoaderCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Session } from "@/lib/api/types";
import { cn } from "@/lib/cn";

type Props = {
  /** Which step is under way, from 0 on; all are done beyond the last. */
  step: number;
  /** Whether nothing goes on until the person does something. */
  isStill: boolean;
  days: Session["historyDays"];
};

/** How far the linking is. It moves on alone. */
export function LinkTrack({ step, isStill, days }: Props) {
  const t = useTranslations("sessions.link");
  const steps = [t("trackServer"), t("trackCode"), t("trackPhone"), t("trackLinked"), t("trackChats", { days })];
  return (
    <ol
      aria-label={t("track")}
      className="mx-0.5 mt-4.5 flex flex-col gap-2 text-[13px] font-medium text-muted min-[900px]:flex-row min-[900px]:items-center min-[900px]:gap-2.5"
    >
      {steps.map((label, index) => {
        const done = index < step;
        const now = index === step && !isStill;
        const Icon = done ? CircleCheck : now ? LoaderCircle : Circle;
        return (
          <li
            key={label}
            aria-current={now ? "step" : undefined}
            className={cn(
              "flex items-center gap-1.5 whitespace-nowrap",
              index > 0 && "min-[900px]:flex-1 min-[900px]:before:me-1 min-[900px]:before:h-px min-[900px]:before:min-w-2 min-[900px]:before:flex-1 min-[900px]:before:bg-border",
              now && "font-semibold text-foreground",
            )}
          >
            <Icon
              className={cn("size-[15px] shrink-0", done && "text-success", now && "animate-spin text-accent motion-reduce:animate-none")}
              strokeWidth={2}
              aria-hidden
            />
            {label}
            {done && <span className="sr-only">{t("trackDone")}</span>}
            {now && <span className="sr-only">{t("trackNow")}</span>}
          </li>
        );
      })}
    </ol>
  );
}
