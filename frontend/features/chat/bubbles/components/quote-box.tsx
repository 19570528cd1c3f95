"use client";

import { useTranslations } from "next-intl";
import type { Quote } from "@/lib/api/types";
import { KindIcon } from "@/features/chat/bubbles/components/kind-icon";
import { useConversation } from "@/features/chat/bubbles/conversation-context";
import { dyeOf } from "@/features/chat/bubbles/lib/people";
import { plainText } from "@/features/chat/bubbles/lib/plain-text";
import { useKindName } from "@/features/chat/bubbles/use-kind-name";

/** The message that another answers, in its author's colour; pressing it shows it in its place. */
export function QuoteBox({ quote }: { quote: Quote }) {
  const t = useTranslations("conversation");
  const { people, showOrigin } = useConversation();
  const kindName = useKindName();
  const name = people.nameOf(quote.from) ?? t("you");
  const mine = quote.from === null || people.nameOf(quote.from) === null;
  const words = plainText(quote.body.slice(0, 300)) || kindName(quote.type);
  return (
    <button
      type="button"
      onClick={() => showOrigin(quote)}
      aria-label={t("showQuote", { name, words })}
      style={{ "--dye": mine ? "var(--accent)" : `var(--n${dyeOf(quote.from!)})` } as React.CSSProperties}
      className="-mx-[5px] mt-px mb-1.5 block w-[calc(100%+10px)] min-w-0 rounded-2xl border-s-3 border-(--dye) bg-(--quote) py-1.5 ps-2.5 pe-2 text-start text-[13px]/[18px] sm:min-w-[220px]"
    >
      <span dir="auto" className="block truncate font-[620] text-(--dye)">{name}</span>
      <span className="flex items-center gap-1.5 text-bubble-meta">
        <KindIcon type={quote.type} className="size-3.5 shrink-0" />
        <span dir="auto" className="line-clamp-2 min-w-0 wrap-anywhere">{words}</span>
      </span>
    </button>
  );
}
