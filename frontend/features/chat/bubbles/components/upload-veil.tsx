import { useTranslations } from "next-intl";
import type { LocalEcho } from "@/features/chat/api/timeline";

/** How much of an own file is up. */
export function UploadVeil({ local }: { local: LocalEcho }) {
  const t = useTranslations("conversation.media");
  if (local.state !== "uploading") return null;
  const percent = Math.round((local.progress ?? 0) * 100);
  return (
    <span
      role="progressbar"
      aria-label={t("uploading")}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      className="absolute inset-x-3 bottom-3 block h-1.5 overflow-hidden rounded-full bg-black/45"
    >
      <span className="block h-full rounded-full bg-white transition-[width]" style={{ width: `${percent}%` }} />
    </span>
  );
}
