"use client";

import { useTranslations } from "next-intl";
import { type Tone, useEmojiTaste } from "@/features/chat/composer/lib/emoji-taste";

const tones = [
  { sign: "✋", label: "tones.none" },
  { sign: "✋🏻", label: "tones.light" },
  { sign: "✋🏼", label: "tones.mediumLight" },
  { sign: "✋🏽", label: "tones.medium" },
  { sign: "✋🏾", label: "tones.mediumDark" },
  { sign: "✋🏿", label: "tones.dark" },
] as const;

/** The skin tone of hands and people. */
export function ToneSelect() {
  const t = useTranslations("composer.emojis");
  const tone = useEmojiTaste((state) => state.tone);
  return (
    <select
      aria-label={t("tone")}
      title={t("tone")}
      value={tone}
      onChange={(event) => useEmojiTaste.setState({ tone: Number(event.target.value) as Tone })}
      className="h-9 w-13 cursor-pointer rounded-lg bg-overlay px-1 text-foreground hover:bg-default max-sm:text-base pointer-coarse:h-10"
    >
      {tones.map(({ sign, label }, index) => (
        <option key={label} value={index} aria-label={t(label)}>
          {sign}
        </option>
      ))}
    </select>
  );
}
