import { useTranslations } from "next-intl";
import { clock } from "@/features/chat/bubbles/lib/clock";
import { barsOf } from "@/features/chat/bubbles/lib/waveform";

const BARS = 38;

type Props = {
  bars: number[] | undefined;
  /** In milliseconds, as `total`. */
  position: number;
  total: number;
  onSeek: (position: number) => void;
};

/** The loudness of a recording, and where in it one is. A range input lies over the drawing, so keys and fingers move it. */
export function Waveform({ bars, position, total, onSeek }: Props) {
  const t = useTranslations("conversation.media");
  const part = total > 0 ? position / total : 0;
  return (
    <div className="relative h-7 min-w-0 flex-1 rounded-md has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus">
      <svg viewBox={`0 0 ${BARS * 5} 28`} preserveAspectRatio="none" aria-hidden className="size-full rtl:-scale-x-100">
        {barsOf(bars, BARS).map((loudness, index) => {
          const height = Math.max(3, loudness * 24);
          const played = index / BARS < part;
          return (
            <rect key={index} x={index * 5} y={14 - height / 2} width="2.6" height={height} rx="1.3" className={played ? "fill-accent" : "fill-bubble-meta opacity-50"} />
          );
        })}
      </svg>
      <input
        type="range"
        min={0}
        max={Math.max(1, Math.round(total))}
        step={1000}
        value={Math.min(position, total)}
        aria-label={t("position")}
        aria-valuetext={t("positionOf", { position: clock(position), total: clock(total) })}
        onChange={(event) => onSeek(event.target.valueAsNumber)}
        onKeyDown={(event) => event.stopPropagation()}
        className="absolute inset-0 size-full cursor-pointer opacity-0"
      />
    </div>
  );
}
