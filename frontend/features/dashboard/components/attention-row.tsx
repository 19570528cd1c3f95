"use client";

import { CircleAlert, Clock, Hourglass, type LucideIcon, MemoryStick, QrCode, TriangleAlert } from "lucide-react";
import { LinkButton } from "@/components/link-button";
import { NumberBadge } from "@/components/number-badge";
import { useAttentionWords } from "@/features/dashboard/components/use-attention-words";
import type { AttentionItem } from "@/features/dashboard/lib/attention";
import { cn } from "@/lib/cn";

const icons: Record<AttentionItem["kind"], LucideIcon> = {
  unlinked: TriangleAlert,
  broken: CircleAlert,
  failed: CircleAlert,
  waiting: Clock,
  expired: QrCode,
  limited: Hourglass,
  memory: MemoryStick,
};

const grave = new Set<AttentionItem["kind"]>(["unlinked", "broken", "failed", "expired"]);

type Props = { item: AttentionItem; now: Date; /** Whether its action is the one to begin with. */ first: boolean };

/** One thing to look at: what it is, what follows from it, and what to do. */
export function AttentionRow({ item, now, first }: Props) {
  const { title, text, action, href } = useAttentionWords(item, now);
  const Icon = icons[item.kind];
  const { session } = item;
  return (
    <li className="grid grid-cols-[32px_minmax(0,1fr)] items-start gap-x-3 gap-y-2.5 border-t border-separator px-4.5 py-3 min-[800px]:grid-cols-[20px_32px_minmax(0,1fr)_auto] min-[800px]:items-center min-[800px]:gap-3.5">
      <Icon
        className={cn("hidden size-4.5 min-[800px]:block", grave.has(item.kind) ? "text-danger" : "text-warning-soft-foreground")}
        aria-hidden
      />
      <NumberBadge initials={session.initials} color={session.color} name={session.sessionName} size={32} />
      <div>
        <h3 className="font-semibold" dir="auto">
          {title}
        </h3>
        <p className="text-[13.5px]/[19px] text-muted">{text}</p>
      </div>
      <LinkButton
        href={href}
        size="sm"
        variant={first ? "primary" : "outline"}
        aria-label={`${action}: ${title}`}
        className="col-start-2 min-[800px]:col-start-4"
      >
        {action}
      </LinkButton>
    </li>
  );
}
