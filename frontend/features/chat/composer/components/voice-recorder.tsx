"use client";

import { CircleAlert, Mic, Pause, SendHorizontal, Square, Trash2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect } from "react";
import { LevelMeter } from "@/features/chat/composer/components/level-meter";
import { ToolButton } from "@/features/chat/composer/components/tool-button";
import { useObjectUrl } from "@/features/chat/composer/lib/use-object-url";
import { MAX_SECONDS, useRecorder } from "@/features/chat/composer/lib/use-recorder";

type Props = {
  presence: { recording: () => void; stop: () => void };
  onSend: (file: File) => void;
  onClose: () => void;
};

const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

/** Records a voice note in the box's place: pause, listen, discard, send. */
export function VoiceRecorder({ presence, onSend, onClose }: Props) {
  const t = useTranslations("composer.voice");
  const { state, seconds, level, pause, resume, finish } = useRecorder();
  const url = useObjectUrl(state.is === "ready" ? state.blob : null);
  const second = Math.floor(seconds);

  useEffect(() => {
    if (state.is === "recording") presence.recording();
    else presence.stop();
  }, [state.is, second, presence]);

  async function send() {
    const blob = state.is === "ready" ? state.blob : await finish();
    const ending = blob.type.split("/")[1];
    onSend(new File([blob], `voice.${ending}`, { type: blob.type }));
    onClose();
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onClose();
  }

  if (state.is === "impossible") {
    return (
      <div role="alert" className="flex items-center gap-2.5 px-3 pt-1 pb-1.5 text-danger-soft-foreground">
        <CircleAlert aria-hidden className="size-[18px] shrink-0" />
        <p className="flex-1">{t(state.problem)}</p>
        <ToolButton icon={X} label={t("discard")} onClick={onClose} autoFocus />
      </div>
    );
  }
  const words = { starting: t("starting"), recording: t("recording"), paused: t("paused"), ready: t("ready") };
  return (
    <div role="group" aria-label={t("title")} onKeyDown={onKeyDown} className="flex items-center gap-1 px-1.5 pt-1 pb-1.5">
      <p role="status" className="sr-only">
        {words[state.is]}
      </p>
      {state.is === "ready" && state.full && (
        <p role="status" className="sr-only">
          {t("limit", { minutes: MAX_SECONDS / 60 })}
        </p>
      )}
      <ToolButton icon={Trash2} label={t("discard")} onClick={onClose} />
      {state.is === "recording" && <span aria-hidden className="ms-1 size-2.5 shrink-0 animate-pulse rounded-full bg-danger motion-reduce:animate-none" />}
      <span role="timer" className="min-w-11 shrink-0 px-1 text-[14px] tabular-nums">
        {clock(seconds)}
      </span>
      {state.is === "ready" ? (
        url && <audio controls src={url} aria-label={t("preview")} className="h-9 min-w-0 flex-1" />
      ) : (
        <LevelMeter level={level} active={state.is === "recording"} />
      )}
      {state.is === "recording" && <ToolButton icon={Pause} label={t("pause")} onClick={pause} />}
      {state.is === "paused" && <ToolButton icon={Mic} label={t("resume")} onClick={resume} />}
      {(state.is === "recording" || state.is === "paused") && <ToolButton icon={Square} label={t("stop")} onClick={() => void finish()} />}
      <ToolButton filled icon={SendHorizontal} label={t("send")} onClick={send} disabled={state.is === "starting"} autoFocus className="ms-1" />
    </div>
  );
}
