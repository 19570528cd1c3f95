"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { type Recorder, type RecordingProblem, startRecording } from "@/features/chat/composer/lib/recorder";

/** The longest voice note, in seconds. */
export const MAX_SECONDS = 15 * 60;

const TICK = 200;

export type RecorderState =
  | { is: "starting" }
  | { is: "recording" | "paused" }
  | { is: "ready"; blob: Blob; full: boolean }
  | { is: "impossible"; problem: RecordingProblem };

/** Records from the moment it is mounted, and lets go of the microphone when it is not any more. */
export function useRecorder() {
  const recorder = useRef<Recorder | null>(null);
  const [state, setState] = useState<RecorderState>({ is: "starting" });
  const [seconds, setSeconds] = useState(0);
  const recording = state.is === "recording";

  useEffect(() => {
    let wanted = true;
    startRecording().then(
      (started) => {
        if (!wanted) return started.release();
        recorder.current = started;
        setState({ is: "recording" });
      },
      (problem: RecordingProblem) => wanted && setState({ is: "impossible", problem }),
    );
    return () => {
      wanted = false;
      recorder.current?.release();
    };
  }, []);

  const finish = useCallback(async (full = false) => {
    const blob = await recorder.current!.finish();
    setState({ is: "ready", blob, full });
    return blob;
  }, []);

  useEffect(() => {
    if (!recording) return;
    const timer = setInterval(() => setSeconds((before) => before + TICK / 1000), TICK);
    return () => clearInterval(timer);
  }, [recording]);
  useEffect(() => {
    if (recording && seconds >= MAX_SECONDS) void finish(true);
  }, [recording, seconds, finish]);

  return {
    state,
    seconds,
    level: useCallback(() => recorder.current?.level() ?? 0, []),
    pause: () => {
      recorder.current?.pause();
      setState({ is: "paused" });
    },
    resume: () => {
      recorder.current?.resume();
      setState({ is: "recording" });
    },
    finish,
  };
}
