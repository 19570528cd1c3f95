"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormattedText } from "@/features/chat/bubbles/components/formatted-text";

type Props = { text: string; mentions?: string[] };

/** Longer texts begin folded: one message doesn't fill ten screens. */
const FOLDED = 1200;

/** The words of a message, or below a picture. */
export function TextContent({ text, mentions }: Props) {
  const t = useTranslations("conversation");
  const [open, setOpen] = useState(false);
  const folded = !open && text.length > FOLDED;
  return (
    <>
      <FormattedText text={folded ? `${text.slice(0, FOLDED)}…` : text} mentions={mentions} />
      {folded && (
        <button type="button" className="ms-1 font-[550] text-link underline" onClick={() => setOpen(true)}>
          {t("readMore")}
        </button>
      )}
    </>
  );
}
