"use client";

import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { MemoryBar } from "@/features/sessions/components/memory-bar";
import { memorySegments, roomLeft } from "@/features/sessions/lib/capacity";
import { useBytes } from "@/features/sessions/lib/use-bytes";
import type { Session } from "@/lib/api/types";
import { capacityQuery } from "@/lib/queries/capacity";

/** What the numbers use of the server together, and how many more there is room for. On a phone it comes after the list. */
export function CapacityCard({ sessions }: { sessions: Session[] }) {
  const t = useTranslations("sessions.capacity");
  const format = useFormatter();
  const bytes = useBytes();
  const { data: capacity, isError } = useQuery(capacityQuery());
  const room = capacity ? roomLeft(capacity) : null;
  const segments = capacity ? memorySegments(sessions, capacity) : [];
  const list = format.list(segments.map((segment) => `${segment.session.sessionName} ${bytes(segment.bytes)}`));
  return (
    <section aria-label={t("label")} className="card-flat mb-5 min-h-[104px] px-4.5 pt-4 pb-3.5 max-[719px]:order-last max-[719px]:mt-4 max-[719px]:mb-0">
      <div className="flex flex-wrap justify-between gap-x-3">
        <p className="font-semibold">
          {room === null ? t(isError ? "failed" : "measuring") : t("room", { count: room })}
          {room === 0 && <span className="ms-2 font-normal text-muted">{t("full")}</span>}
        </p>
        {capacity && (
          <p className="text-muted tabular-nums">
            {capacity.memoryLimitBytes > 0
              ? t("used", { used: bytes(capacity.memoryBytes), limit: bytes(capacity.memoryLimitBytes) })
              : t("usedUnlimited", { used: bytes(capacity.memoryBytes) })}
          </p>
        )}
      </div>
      <MemoryBar label={t("perNumber", { list })} segments={segments} limit={capacity?.memoryLimitBytes ?? 0} />
      <ul className="flex flex-wrap gap-x-4.5 gap-y-1 text-[12.5px]/[18px]">
        {segments.map(({ session, bytes: used }) => (
          <li key={session.id} className="inline-flex items-center gap-1.5">
            <span aria-hidden style={{ background: `var(--n${session.color})` }} className="size-2 rounded-[2.5px]" />
            <span dir="auto">{session.sessionName}</span>
            <span className="text-muted tabular-nums">{bytes(used)}</span>
          </li>
        ))}
        {capacity && capacity.memoryLimitBytes > capacity.memoryBytes && (
          <li className="text-muted min-[720px]:ms-auto">
            {t("free")} <span className="tabular-nums">{bytes(capacity.memoryLimitBytes - capacity.memoryBytes)}</span>
          </li>
        )}
      </ul>
    </section>
  );
}
