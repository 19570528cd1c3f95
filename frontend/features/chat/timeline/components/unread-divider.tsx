import { useTranslations } from "next-intl";

/** Where what nobody read began when the chat was opened. */
export function UnreadDivider({ count }: { count: number }) {
  const t = useTranslations("conversation");
  return (
    <div
      role="separator"
      aria-label={t("unread", { count })}
      className="flex items-center gap-3 pt-3.5 pb-2.5 text-xs/4 font-[650] text-link before:h-px before:flex-1 before:bg-unread-line before:opacity-45 after:h-px after:flex-1 after:bg-unread-line after:opacity-45"
    >
      <span>{t("unread", { count })}</span>
    </div>
  );
}
