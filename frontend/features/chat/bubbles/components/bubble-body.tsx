import { Forward } from "lucide-react";
import { useTranslations } from "next-intl";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { MessageContent } from "@/features/chat/bubbles/components/message-content";
import { MetaLine } from "@/features/chat/bubbles/components/meta-line";
import { PreviewCard } from "@/features/chat/bubbles/components/preview-card";
import { QuoteBox } from "@/features/chat/bubbles/components/quote-box";
import { TextContent } from "@/features/chat/bubbles/components/text-content";

/** Kinds whose `body` repeats what their content shows already. */
const saidAlready = new Set(["location", "poll", "contact", "event"]);

/** The inside of a bubble, top to bottom. */
export function BubbleBody({ message }: { message: TimelineMessage }) {
  const t = useTranslations("conversation");
  const { body, quote, forwarded, ad, link, deletedAt } = message;
  if (deletedAt) {
    return <><span className="text-bubble-meta italic">{t("deleted")}</span><MetaLine message={message} /></>;
  }
  return (
    <>
      {forwarded && (
        <p className="flex items-center gap-1 text-xs/4 text-bubble-meta italic"><Forward className="size-3.5" aria-hidden />{t("forwarded")}</p>
      )}
      {quote && <QuoteBox quote={quote} />}
      {ad && <PreviewCard {...ad} label={t("ad")} />}
      {link && <PreviewCard {...link} />}
      <MessageContent message={message} />
      {body && !saidAlready.has(message.type) && <TextContent text={body} mentions={message.mentions} />}
      <MetaLine message={message} />
    </>
  );
}
