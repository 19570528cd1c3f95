import { useTranslations } from "next-intl";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { MediaImage } from "@/features/chat/bubbles/components/media-image";
import { MissingMedia } from "@/features/chat/bubbles/components/missing-media";

/** A sticker, which stands without a bubble. */
export function StickerContent({ message }: { message: TimelineMessage }) {
  const t = useTranslations("conversation.media");
  const src = message.media?.url ?? message.local?.previewUrl;
  if (!src) return <MissingMedia message={message} />;
  return (
    <span className="block size-36">
      <MediaImage message={message} src={src} alt={t("sticker")} className="size-full object-contain" />
    </span>
  );
}
