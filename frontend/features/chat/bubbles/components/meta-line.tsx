import { Pin, Star } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { TickMark } from "@/features/chat/bubbles/components/tick-mark";
import { useNow } from "@/features/chat/bubbles/use-now";
import { tickOf } from "@/features/chat/bubbles/lib/tick";
import { cn } from "@/lib/cn";

type Props = { message: TimelineMessage; className?: string };

/** Time and tick of a message, at the end of its text. */
export function MetaLine({ message, className }: Props) {
  const t = useTranslations("conversation");
  const format = useFormatter();
  const tick = tickOf(message);
  const now = useNow();
  const pinned = message.pinnedUntil && Date.parse(message.pinnedUntil) > now;
  return (
    <span
      className={cn(
        "relative top-0.5 float-end -me-0.5 -mb-0.5 ms-3 mt-1 inline-flex items-center gap-1 text-[11.5px]/4 whitespace-nowrap text-bubble-meta tabular-nums",
        className,
      )}
    >
      {message.starred && <Star role="img" aria-label={t("starred")} className="size-3 fill-current" />}
      {pinned && <Pin role="img" aria-label={t("pinned")} className="size-3 fill-current" />}
      {message.editedAt && !message.deletedAt && <span>{t("edited")}</span>}
      <time dateTime={message.timestamp}>{format.dateTime(new Date(message.timestamp), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}</time>
      {tick && <TickMark tick={tick} />}
    </span>
  );
}
