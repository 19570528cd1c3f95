"use client";

import { FileText } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useRowTime } from "@/features/chat/lib/use-row-time";
import { useSelection } from "@/features/chat/timeline/selection-store";
import type { Message } from "@/lib/api/types";

const KILO = 1000;

/** A document that was sent. It leads to its message. */
export function SharedDocument({ message }: { message: Message }) {
  const t = useTranslations("chat.details");
  const format = useFormatter();
  const timeOf = useRowTime();
  const jumpTo = useSelection((state) => state.jumpTo);
  const size = message.media?.size;
  const unit = size && size >= KILO * KILO ? "megabyte" : "kilobyte";
  const amount = size && format.number(size / (unit === "megabyte" ? KILO * KILO : KILO), { style: "unit", unit, maximumFractionDigits: 1 });
  return (
    <li>
      <button
        type="button"
        onClick={() => jumpTo(message, message.id)}
        className="flex min-h-11 w-full items-center gap-2.5 rounded-lg px-1.5 text-start hover:bg-surface-secondary"
      >
        <FileText aria-hidden className="size-5 shrink-0 text-muted" strokeWidth={1.75} />
        <span className="min-w-0">
          <span dir="auto" className="block truncate text-[13.5px]/[18px] font-[550]">
            {message.media?.filename ?? t("document")}
          </span>
          <span className="block text-xs/4 text-muted tabular-nums">{[amount, timeOf(message.timestamp)].filter(Boolean).join(" · ")}</span>
        </span>
      </button>
    </li>
  );
}
