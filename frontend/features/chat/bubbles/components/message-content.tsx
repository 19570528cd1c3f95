import { EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { ContactContent } from "@/features/chat/bubbles/components/contact-content";
import { DocumentContent } from "@/features/chat/bubbles/components/document-content";
import { EventContent } from "@/features/chat/bubbles/components/event-content";
import { LocationContent } from "@/features/chat/bubbles/components/location-content";
import { PictureContent } from "@/features/chat/bubbles/components/picture-content";
import { PollContent } from "@/features/chat/bubbles/components/poll-content";
import { StickerContent } from "@/features/chat/bubbles/components/sticker-content";
import { VoiceContent } from "@/features/chat/bubbles/components/voice-content";

/** What a message holds besides words, by its kind. A kind that we don't know says so. */
export function MessageContent({ message }: { message: TimelineMessage }) {
  const t = useTranslations("conversation");
  if (message.viewOnce && !message.media?.url) {
    return <p className="flex items-center gap-2 text-bubble-meta"><EyeOff className="size-4 shrink-0" aria-hidden />{t("viewOnce")}</p>;
  }
  switch (message.type) {
    case "text":
      return null;
    case "image":
    case "video":
      return <PictureContent message={message} />;
    case "voice":
    case "audio":
      return <VoiceContent message={message} />;
    case "document":
      return <DocumentContent message={message} />;
    case "sticker":
      return <StickerContent message={message} />;
    case "location":
      return message.location ? <LocationContent location={message.location} /> : <Unknown />;
    case "contact":
      return <ContactContent contacts={message.contacts ?? []} />;
    case "poll":
      return message.poll ? <PollContent poll={message.poll} /> : <Unknown />;
    case "event":
      return message.event ? <EventContent event={message.event} /> : <Unknown />;
    default:
      return <Unknown />;
  }
}

function Unknown() {
  const t = useTranslations("conversation");
  return <p className="text-bubble-meta italic">{t("unknownKind")}</p>;
}
