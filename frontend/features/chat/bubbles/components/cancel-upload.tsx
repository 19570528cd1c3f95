"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";

/** Below an own file that is on its way up: stops it. */
export function CancelUpload({ onPress }: { onPress: () => void }) {
  const t = useTranslations("conversation.media");
  return (
    <button
      type="button"
      onClick={onPress}
      className="mt-1 flex min-h-6 items-center gap-1 px-0.5 text-[12.5px]/[18px] font-[620] text-muted hover:text-foreground pointer-coarse:min-h-9"
    >
      <X aria-hidden className="size-3.5" />
      {t("cancelUpload")}
    </button>
  );
}
