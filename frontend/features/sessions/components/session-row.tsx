import { NumberStatus } from "@/components/number-status";
import { NextAction } from "@/features/sessions/components/next-action";
import { NumberCell } from "@/features/sessions/components/number-cell";
import { SessionMenu } from "@/features/sessions/components/session-menu";
import { TrafficCell } from "@/features/sessions/components/traffic-cell";
import { UsageCell } from "@/features/sessions/components/usage-cell";
import { rowGrid } from "@/features/sessions/lib/row-grid";
import type { Traffic } from "@/features/sessions/lib/traffic";
import type { Capacity, Session } from "@/lib/api/types";
import type { NumberState } from "@/lib/number-state";
import { useNumberWords } from "@/lib/number-words";
import { cn } from "@/lib/cn";

type Props = {
  session: Session;
  state: NumberState;
  traffic: Traffic | undefined;
  usage: Capacity["usage"][number] | undefined;
  now: Date;
};

/** One number: a row of five columns, two lines on a smaller screen, a card on a phone. */
export function SessionRow({ session, state, traffic, usage, now }: Props) {
  const words = useNumberWords();
  return (
    <li
      className={cn(
        rowGrid,
        "min-h-[76px] border-separator py-3 min-[720px]:border-b min-[720px]:last:border-0 max-[719px]:rounded-3xl max-[719px]:border max-[719px]:border-border max-[719px]:bg-surface max-[719px]:p-3.5",
      )}
    >
      <NumberCell session={session} />
      <div className="min-w-0 max-[719px]:order-1 max-[719px]:col-span-full">
        <NumberStatus state={state} />
        <p className="mt-px text-[13px]/[18px] text-pretty text-muted">{words.reason(session, state, now)}</p>
      </div>
      <div
        className={cn(
          "min-w-0 max-[1179px]:col-start-1 max-[1179px]:row-start-2 max-[1179px]:ps-[58px] max-[719px]:order-2 max-[719px]:col-span-full max-[719px]:row-auto max-[719px]:ps-0",
          state.needsPerson && "max-[719px]:hidden",
        )}
      >
        <TrafficCell traffic={traffic} lastMessageAt={session.lastMessageAt} now={now} />
      </div>
      <div className="min-w-0 max-[1179px]:col-start-2 max-[1179px]:row-start-2 max-[719px]:order-4 max-[719px]:col-span-full max-[719px]:row-auto">
        <UsageCell usage={usage} />
      </div>
      <div className="flex items-center justify-end gap-1 max-[1179px]:col-start-3 max-[1179px]:row-start-1 max-[719px]:contents">
        <NextAction session={session} state={state} />
        <SessionMenu session={session} state={state} />
      </div>
    </li>
  );
}
