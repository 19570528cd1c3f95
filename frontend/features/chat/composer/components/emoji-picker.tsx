"use client";

import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { EmojiGrid } from "@/features/chat/composer/components/emoji-grid";
import { EmojiGroups } from "@/features/chat/composer/components/emoji-groups";
import { ToneSelect } from "@/features/chat/composer/components/tone-select";
import { emojiQuery } from "@/features/chat/composer/lib/emoji";
import { remember, useEmojiTaste } from "@/features/chat/composer/lib/emoji-taste";
import { searchEmoji } from "@/features/chat/composer/lib/search-emoji";
import { useMediaQuery } from "@/hooks/use-media-query";

/** The group of what was picked last; those of Unicode count from 0. */
const RECENT = -1;

/** All emoji by group, searchable in the person's language. It stays open for more than one. */
export function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const t = useTranslations("composer.emojis");
  const { data: all, isError } = useQuery(emojiQuery(useLocale()));
  const touch = useMediaQuery("(pointer: coarse)");
  const { recent, tone } = useEmojiTaste();
  const [group, setGroup] = useState(recent.length > 0 ? RECENT : 0);
  const [query, setQuery] = useState("");

  const list = all ?? [];
  const byRecency = recent.flatMap((sign) => list.find(({ emoji, skins }) => emoji === sign || skins.includes(sign)) ?? []);
  const ofGroup = group === RECENT ? byRecency : list.filter((emoji) => emoji.group === group);
  const shown = query.trim() ? searchEmoji(list, query) : ofGroup;

  return (
    <div
      role="dialog"
      aria-label={t("title")}
      className="absolute start-0 bottom-full z-30 mb-2 grid h-[360px] max-h-[60dvh] w-[340px] max-w-[calc(100vw-2rem)] grid-rows-[auto_auto_minmax(0,1fr)] gap-1 rounded-3xl bg-overlay p-2 shadow-overlay max-sm:-start-11"
    >
      <div className="flex items-center gap-1">
        <label className="flex h-9 flex-1 items-center gap-2 rounded-lg border border-field-border bg-field-background px-2.5 focus-within:outline-2 focus-within:outline-focus pointer-coarse:h-10">
          <Search aria-hidden className="size-4 text-muted" />
          <input
            type="search"
            autoFocus={!touch}
            value={query}
            aria-label={t("search")}
            placeholder={t("search")}
            onChange={(event) => setQuery(event.target.value)}
            className="min-w-0 flex-1 bg-transparent outline-none placeholder:text-field-placeholder max-sm:text-base"
          />
        </label>
        <ToneSelect />
      </div>
      <EmojiGroups group={query.trim() ? null : group} onGroup={(next) => { setGroup(next); setQuery(""); }} />
      {isError && <p role="alert" className="p-3 text-muted">{t("failed")}</p>}
      {all && query.trim() && shown.length === 0 && <p role="status" className="p-3 text-muted">{t("none", { query })}</p>}
      <EmojiGrid
        key={`${group}/${query}`}
        list={shown}
        tone={tone}
        onPick={(emoji) => {
          remember(emoji);
          onPick(emoji);
        }}
      />
    </div>
  );
}
