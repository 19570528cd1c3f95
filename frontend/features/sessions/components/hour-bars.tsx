import { useTranslations } from "next-intl";

/** Sizes in the picture's own units. */
const HEIGHT = 24;
const STEP = 3;
const BAR = 2;
const LEAST = 1.5;

/** Messages of the last 24 hours, a bar an hour, the newest last. */
export function HourBars({ hours }: { hours: number[] }) {
  const t = useTranslations("sessions.traffic");
  const max = Math.max(...hours, 1);
  return (
    <svg viewBox={`0 0 ${hours.length * STEP} ${HEIGHT}`} role="img" aria-label={t("bars", { max })} className="h-6 w-[72px] shrink-0 fill-chart-out">
      {hours.map((count, hour) => {
        const height = count === 0 ? LEAST : Math.max(LEAST, (count / max) * (HEIGHT - 2));
        return <rect key={hour} x={hour * STEP} y={HEIGHT - height} width={BAR} height={height} rx={0.75} />;
      })}
    </svg>
  );
}
