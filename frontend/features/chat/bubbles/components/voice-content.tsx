"use client";

import { Pause, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { MissingMedia } from "@/features/chat/bubbles/components/missing-media";
import { Waveform } from "@/features/chat/bubbles/components/waveform";
import { useFreshLinks } from "@/features/chat/bubbles/use-fresh-links";
import { clock } from "@/features/chat/bubbles/lib/clock";
import { RATES, seek, setRate, toggle, usePlayback, wasHeard } from "@/features/chat/bubbles/lib/player";

/** A voice note or another recording: play, a place in it, how fast. Only one plays at a time. */
export function VoiceContent({ message }: { message: TimelineMessage }) {
  const t = useTranslations("conversation.media");
  const refresh = useFreshLinks(message);
  const { playing, position, duration, rate } = usePlayback(message.id);
  const { media, local } = message;
  const url = media?.url ?? local?.previewUrl;
  if (!url) return local ? <p className="text-bubble-meta">{t("uploading")}</p> : <MissingMedia message={message} />;
  const recording = { id: message.id, url, refresh: async () => (await refresh())?.url ?? null };
  const total = duration ?? media?.durationMs ?? 0;
  const fresh = !message.fromMe && message.type === "voice" && message.ack < 4 && !wasHeard(message.id);
  const next = RATES[(RATES.indexOf(rate) + 1) % RATES.length]!;
  return (
    <div className="w-[236px] max-w-full sm:w-80">
      <div className="flex items-center gap-2.5 pt-[3px]">
        <button
          type="button"
          aria-label={playing ? t("pause") : t("play", { length: clock(total) })}
          onClick={() => toggle(recording)}
          className="grid size-9 shrink-0 place-items-center rounded-full bg-accent text-accent-foreground transition-colors hover:bg-accent-hover pointer-coarse:size-10"
        >
          {playing ? <Pause className="size-4 fill-current" aria-hidden /> : <Play className="ms-0.5 size-4 fill-current" aria-hidden />}
        </button>
        <Waveform bars={media?.waveform} position={position} total={total} onSeek={(place) => seek(recording, place)} />
        <button
          type="button"
          aria-label={t("speed", { rate })}
          onClick={() => setRate(next)}
          className="min-h-6 min-w-9 shrink-0 rounded-2xl bg-foreground/8 px-1.5 text-xs/6 font-[620] text-bubble-meta tabular-nums hover:bg-foreground/12 pointer-coarse:min-h-9"
        >
          {t("times", { rate })}
        </button>
      </div>
      <p className="float-start flex items-center gap-1.5 ps-[46px] pt-px text-[11.5px]/4 text-bubble-meta tabular-nums">
        {clock(position)} / {clock(total)}
        {fresh && <span className="size-[7px] rounded-full bg-accent"><span className="sr-only">{t("notHeard")}</span></span>}
      </p>
    </div>
  );
}
