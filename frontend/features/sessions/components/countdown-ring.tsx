"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { FADES, secondsLeft } from "@/features/sessions/lib/countdown";
import { cn } from "@/lib/cn";

const RADIUS = 18;
const ROUND = 2 * Math.PI * RADIUS;

/** The seconds that a code has left, as a ring that empties. Use a key: each code has a ring of its own. */
export function CountdownRing({ expiresAt }: { expiresAt: string | null }) {
  const t = useTranslations("sessions.link");
  const until = expiresAt === null ? null : Date.parse(expiresAt);
  const [whole] = useState(() => (until === null ? 0 : secondsLeft(until, Date.now())));
  const seconds = useSecondsLeft(until);
  if (seconds === null || whole === 0) return null;
  const fades = seconds <= FADES;
  return (
    <span role="timer" aria-label={t("secondsLeft", { seconds })} className="relative size-11 shrink-0">
      <svg viewBox="0 0 44 44" aria-hidden className="size-11 -rotate-90 fill-none stroke-3 motion-reduce:hidden">
        <circle cx={22} cy={22} r={RADIUS} className="stroke-border" />
        <circle
          cx={22}
          cy={22}
          r={RADIUS}
          strokeLinecap="round"
          strokeDasharray={ROUND}
          strokeDashoffset={ROUND * (1 - seconds / whole)}
          className={cn("transition-[stroke-dashoffset] duration-1000 ease-linear", fades ? "stroke-muted" : "stroke-accent")}
        />
      </svg>
      <b aria-hidden className="absolute inset-0 grid place-items-center text-sm font-[650] tabular-nums">
        {seconds}
      </b>
    </span>
  );
}

function useSecondsLeft(until: number | null): number | null {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (until === null) return;
    const clock = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(clock);
  }, [until]);
  return until === null ? null : secondsLeft(until, now);
}
