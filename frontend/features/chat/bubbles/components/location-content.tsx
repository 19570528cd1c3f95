import { useTranslations } from "next-intl";
import type { Message } from "@/lib/api/types";

/** A place: a drawing that asks nobody for a map, and a link to one. */
export function LocationContent({ location }: { location: NonNullable<Message["location"]> }) {
  const t = useTranslations("conversation.location");
  const { latitude, longitude, name, address, live } = location;
  const title = name ?? (live ? t("live") : t("place"));
  return (
    <a
      href={`https://www.google.com/maps/search/?api=1&query=${latitude},${longitude}`}
      target="_blank"
      rel="noopener noreferrer"
      className="group/place block"
    >
      <svg viewBox="0 0 264 96" aria-hidden className="-mx-2 -mt-[3px] mb-2 w-[calc(100%+16px)] rounded-[10px]">
        <rect width="264" height="96" fill="var(--surface-tertiary)" />
        <path d="M-10 70 120 40 280 66M60-10 96 110M190-10 170 110" stroke="var(--surface)" strokeWidth="9" fill="none" />
        <path d="M-10 24 280 10" stroke="var(--surface)" strokeWidth="5" />
        <path d="M132 62c-10-12-16-19-16-27a16 16 0 0 1 32 0c0 8-6 15-16 27z" fill="var(--danger)" />
        <circle cx="132" cy="35" r="6" fill="var(--surface)" />
      </svg>
      <span dir="auto" className="block font-[620] group-hover/place:underline">{title}</span>
      {address && <span dir="auto" className="block text-[13px]/[18px] text-bubble-meta">{address}</span>}
      <span className="text-[13px]/[18px] text-link underline underline-offset-2">{t("open")}</span>
    </a>
  );
}
