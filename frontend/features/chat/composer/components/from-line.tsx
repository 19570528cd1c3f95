"use client";

import { useTranslations } from "next-intl";
import { NumberBadge } from "@/components/number-badge";
import type { Session } from "@/lib/api/types";
import { formatPhone } from "@/lib/phone";

/** Says with which number one answers. */
export function FromLine({ session }: { session: Session }) {
  const t = useTranslations("composer");
  return (
    <p className="flex items-center gap-[7px] ps-3 pe-2 pt-[7px] text-[12.5px]/[18px] whitespace-nowrap text-muted">
      <span className="max-sm:hidden">{t("from")}</span>
      <span className="sm:hidden">{t("fromShort")}</span>
      <NumberBadge initials={session.initials} color={session.color} name={session.sessionName} size={18} />
      <strong className="truncate font-semibold text-foreground" dir="auto">
        {session.sessionName}
      </strong>
      {session.phoneNumber && <span className="tabular-nums max-sm:hidden">{formatPhone(session.phoneNumber)}</span>}
    </p>
  );
}
