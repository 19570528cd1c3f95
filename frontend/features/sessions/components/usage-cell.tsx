import { useFormatter, useTranslations } from "next-intl";
import { isHigh, memoryShare } from "@/features/sessions/lib/capacity";
import { useBytes } from "@/features/sessions/lib/use-bytes";
import type { Capacity } from "@/lib/api/types";
import { cn } from "@/lib/cn";

/** What a number uses of the server; empty while it rests or isn't measured. */
export function UsageCell({ usage }: { usage: Capacity["usage"][number] | undefined }) {
  const t = useTranslations("sessions.usage");
  const format = useFormatter();
  const bytes = useBytes();
  if (!usage) return null;
  const share = memoryShare(usage);
  const high = share !== null && isHigh(share);
  const parts = { used: bytes(usage.memoryBytes), b: (text: React.ReactNode) => <span className="text-foreground">{text}</span> };
  return (
    <div className="text-[12.5px]/[18px] text-muted tabular-nums">
      <div className="flex justify-between gap-2">
        <span>
          {share === null ? t.rich("memoryUnlimited", parts) : t.rich("memory", { ...parts, limit: bytes(usage.memoryLimitBytes) })}
        </span>
        <span>{t("cpu", { percent: format.number(usage.cpuPercent, { maximumFractionDigits: 0 }) })}</span>
      </div>
      {share !== null && (
        <div
          role="meter"
          aria-label={t("label")}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(share * 100)}
          aria-valuetext={high ? t("high") : undefined}
          className="mt-[5px] h-[5px] overflow-hidden rounded-[3px] bg-surface-tertiary forced-colors:border"
        >
          <div
            style={{ width: `${share * 100}%` }}
            className={cn("h-full rounded-[3px] forced-colors:bg-[CanvasText]", high ? "bg-warning-line" : "bg-muted/60")}
          />
        </div>
      )}
    </div>
  );
}
