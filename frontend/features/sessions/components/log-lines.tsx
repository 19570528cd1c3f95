"use client";

import { Button } from "@heroui/react";
import { ArrowDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useLayoutEffect, useRef, useState } from "react";
import type { LogLine } from "@/features/sessions/lib/log-buffer";

/** Pixels from the end within which the log follows it. */
const NEAR = 24;

type Props = { lines: LogLine[]; isWaiting: boolean };

/** The lines, which stay at their end while the person is there. */
export function LogLines({ lines, isWaiting }: Props) {
  const t = useTranslations("sessions.logs");
  const box = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);

  useLayoutEffect(() => {
    if (following && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [lines, following]);

  const look = ({ currentTarget: { scrollHeight, scrollTop, clientHeight } }: React.UIEvent<HTMLDivElement>) =>
    setFollowing(scrollHeight - scrollTop - clientHeight < NEAR);

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={box}
        role="log"
        aria-live="off"
        aria-label={t("lines")}
        tabIndex={0}
        onScroll={look}
        className="h-full overflow-auto rounded-2xl border border-border bg-surface-secondary p-3 font-mono text-xs/[18px]"
      >
        {lines.length === 0 && !isWaiting && <p className="text-muted">{t("empty")}</p>}
        {lines.map(({ id, text }) => (
          <div key={id} className="break-words whitespace-pre-wrap [content-visibility:auto] [contain-intrinsic-height:18px]">
            {text}
          </div>
        ))}
      </div>
      {!following && (
        <Button variant="primary" onPress={() => setFollowing(true)} className="absolute end-4 bottom-4">
          <ArrowDown aria-hidden />
          {t("toEnd")}
        </Button>
      )}
    </div>
  );
}
