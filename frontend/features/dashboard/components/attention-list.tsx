"use client";

import { Button } from "@heroui/react";
import { CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AttentionRow } from "@/features/dashboard/components/attention-row";
import type { AttentionItem } from "@/features/dashboard/lib/attention";

/** More would push the figures off the screen. */
const SHOWN = 5;

type Props = { items: AttentionItem[]; now: Date };

/** What needs the person, the gravest first; one quiet line when nothing does. */
export function AttentionList({ items, now }: Props) {
  const t = useTranslations("dashboard.attention");
  const [all, setAll] = useState(false);
  if (items.length === 0) {
    return (
      <p className="mb-4 flex items-center gap-1.5 text-[13px] font-[550] text-success-soft-foreground">
        <CircleCheck className="size-4" aria-hidden />
        {t("allWell")}
      </p>
    );
  }
  const hidden = all ? 0 : Math.max(0, items.length - SHOWN);
  return (
    <section aria-labelledby="attention" className="card-flat mb-4">
      <h2 id="attention" className="flex items-center gap-2 px-4.5 pt-3.5 pb-2.5">
        {t("title")}
        <span className="h-5 min-w-5 rounded-full bg-danger px-1.5 text-center text-xs/5 font-[650] text-danger-foreground tabular-nums">
          <span aria-hidden>{items.length}</span>
          <span className="sr-only">{t("count", { count: items.length })}</span>
        </span>
      </h2>
      <ul>
        {items.slice(0, items.length - hidden).map((item, index) => (
          <AttentionRow key={`${item.kind} ${item.session.id}`} item={item} now={now} first={index === 0} />
        ))}
      </ul>
      {hidden > 0 && (
        <Button variant="ghost" className="m-2" onPress={() => setAll(true)}>
          {t("more", { count: hidden })}
        </Button>
      )}
    </section>
  );
}
