import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";

/** The way back to the list of numbers. */
export function BackToNumbers() {
  const t = useTranslations("sessions.create");
  return (
    <Link
      href="/sessions"
      className="mb-2.5 inline-flex min-h-10 items-center gap-1.5 rounded-md text-[13px] font-[550] text-muted hover:text-foreground sm:min-h-6"
    >
      <ArrowLeft className="size-[15px] rtl:-scale-x-100" aria-hidden />
      {t("back")}
    </Link>
  );
}
