import { useQuery } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useConversation } from "@/features/chat/bubbles/conversation-context";
import { gapOf } from "@/features/chat/timeline/lib/gap-of";
import { importsQuery } from "@/lib/queries/imports";

type Props = { from: string; to: string; count: number };

/** What is known of a gap stays as it is; a newer one is asked for when its messages come. */
const FRESH = 60_000;

/** Says that nothing came for a while, and that what was missed is here now. */
export function GapPill({ from: firstMissed, to: recovered, count }: Props) {
  const { session } = useConversation();
  const { data } = useQuery({ ...importsQuery(session.id), staleTime: FRESH });
  const gap = data && gapOf(data, firstMissed, recovered);
  const [from, to] = gap ? [gap.since, gap.until] : [firstMissed, recovered];
  const t = useTranslations("conversation");
  const format = useFormatter();
  const [starts, ends] = [new Date(from), new Date(to)];
  const HOUR = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const long = ends.getTime() - starts.getTime() > 20 * 3_600_000;
  const write = (date: Date) => format.dateTime(date, long ? { ...HOUR, day: "numeric", month: "short" } : HOUR);
  return (
    <div className="flex justify-center py-2.5">
      <p className="flex items-center gap-[7px] rounded-2xl bg-success-soft py-1 ps-[9px] pe-[11px] text-[12.5px]/[17px] text-success-soft-foreground tabular-nums">
        <RefreshCw className="size-3.5 shrink-0" aria-hidden />
        <span>
          {t.rich("gap", { from: write(starts), to: write(ends), count, b: (words) => <b className="font-[650]">{words}</b> })}
        </span>
      </p>
    </div>
  );
}
