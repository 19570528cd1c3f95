"use client";

import { Check, CloudOff, LoaderCircle, type LucideIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { cn } from "@/lib/cn";
import { type LiveStatus, useLiveStatus } from "@/lib/live/status";

/** A reconnection that takes no longer than this, in milliseconds, isn't worth a word. */
const PATIENCE = 4_000;

const bars: Partial<Record<LiveStatus, { icon: LucideIcon; text: "offline" | "connecting" | "caughtUp"; className: string }>> = {
  offline: { icon: CloudOff, text: "offline", className: "bg-warning-soft text-warning-soft-foreground" },
  connecting: { icon: LoaderCircle, text: "connecting", className: "bg-warning-soft text-warning-soft-foreground" },
  caughtUp: { icon: Check, text: "caughtUp", className: "bg-success-soft text-success-soft-foreground" },
};

/** Says above everything when no news can come, and when they do again. */
export function LiveBar() {
  const t = useTranslations("chat.live");
  const status = useLiveStatus();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (status !== "connecting") return;
    const timer = setTimeout(() => setSlow(true), PATIENCE);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [status]);
  const bar = status === "connecting" && !slow ? undefined : bars[status];
  return (
    <div role="status">
      {bar && (
        <p className={cn("flex items-center justify-center gap-2 px-4 py-2 text-[13px]/[18px] font-medium", bar.className)}>
          <bar.icon aria-hidden className={cn("size-4 shrink-0", bar.icon === LoaderCircle && "animate-spin motion-reduce:animate-none")} />
          {t(bar.text)}
        </p>
      )}
    </div>
  );
}
