import Link from "next/link";
import { useTranslations } from "next-intl";
import { NumberBadge } from "@/components/number-badge";
import type { Session } from "@/lib/api/types";
import { numberMark } from "@/lib/number-mark";
import { formatPhone } from "@/lib/phone";

/** Which number it is. */
export function NumberCell({ session }: { session: Session }) {
  const t = useTranslations("sessions.list");
  return (
    <div className="flex min-w-0 items-center gap-3.5">
      <NumberBadge initials={session.initials} color={session.color} name={session.sessionName} mark={numberMark(session)} size={44} />
      <div className="min-w-0">
        <Link
          href={`/chat?session=${session.id}`}
          dir="auto"
          className="block truncate text-[14.5px] font-semibold underline-offset-[3px] hover:underline"
        >
          {session.sessionName}
        </Link>
        <div className="truncate text-[13px]/[18px] text-muted tabular-nums">
          {session.phoneNumber ? formatPhone(session.phoneNumber) : t("unlinked")}
        </div>
      </div>
    </div>
  );
}
