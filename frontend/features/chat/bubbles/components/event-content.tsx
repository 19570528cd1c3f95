import { CalendarDays, MapPin } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { Message } from "@/lib/api/types";

/** An appointment: when, where, and who comes. */
export function EventContent({ event }: { event: NonNullable<Message["event"]> }) {
  const t = useTranslations("conversation.event");
  const format = useFormatter();
  const going = event.responses.filter(({ response }) => response === "going");
  const guests = going.reduce((sum, { extraGuests }) => sum + 1 + extraGuests, 0);
  const style = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const [starts, ends] = [event.startsAt, event.endsAt].map((at) => (at ? new Date(at) : null));
  return (
    <div className="grid w-[264px] max-w-full grid-cols-[20px_minmax(0,1fr)] gap-x-2.5 gap-y-1">
      <CalendarDays className="mt-0.5 size-[18px] text-bubble-meta" aria-hidden />
      <p dir="auto" className={event.canceled ? "font-[620] line-through" : "font-[620]"}>{event.name}</p>
      <div className="col-start-2 grid gap-0.5 text-[13px]/[18px]">
        {event.canceled && <p className="text-danger-soft-foreground">{t("canceled")}</p>}
        {starts && <p className="tabular-nums">{ends ? format.dateTimeRange(starts, ends, style) : format.dateTime(starts, style)}</p>}
        {event.location && <p dir="auto" className="flex gap-1 text-bubble-meta"><MapPin className="mt-0.5 size-3.5" aria-hidden />{event.location}</p>}
        {event.description && <p dir="auto" className="text-bubble-meta">{event.description}</p>}
        {guests > 0 && <p className="text-bubble-meta">{t("going", { count: guests })}</p>}
      </div>
    </div>
  );
}
