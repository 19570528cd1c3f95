import { useCallback, useEffect, useRef, useState } from "react";
import { followLogs } from "@/features/sessions/api/follow-logs";
import { addLines, emptyLog, type LogBuffer, pauseLog, resumeLog } from "@/features/sessions/lib/log-buffer";

export type LogStatus = { state: "connecting" | "live" | "ended" } | { state: "broken"; error: unknown };

/** Follows a number's log while the component is there. Lines that come together are drawn together. */
export function useLog(sessionId: string) {
  const [log, setLog] = useState<LogBuffer>(emptyLog);
  const [status, setStatus] = useState<LogStatus>({ state: "connecting" });
  const [attempt, setAttempt] = useState(0);
  const arrived = useRef<string[]>([]);

  useEffect(() => {
    const leave = new AbortController();
    let frame = 0;
    const draw = () => {
      frame = 0;
      const lines = arrived.current.splice(0);
      setLog((before) => addLines(before, lines));
    };
    const onLines = (lines: string[]) => {
      arrived.current.push(...lines);
      if (lines.length > 0) frame ||= requestAnimationFrame(draw);
    };
    followLogs(sessionId, { signal: leave.signal, onLines, onOpen: () => setStatus({ state: "live" }) }).then(
      () => setStatus({ state: "ended" }),
      (error: unknown) => {
        if (!leave.signal.aborted) setStatus({ state: "broken", error });
      },
    );
    return () => {
      leave.abort();
      cancelAnimationFrame(frame);
      arrived.current = [];
    };
  }, [sessionId, attempt]);

  const retry = useCallback(() => {
    setLog(emptyLog);
    setStatus({ state: "connecting" });
    setAttempt((count) => count + 1);
  }, []);
  const toggle = useCallback(() => setLog((before) => (before.paused ? resumeLog(before) : pauseLog(before))), []);
  return { log, status, retry, toggle };
}
