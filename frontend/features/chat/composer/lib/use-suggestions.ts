"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale } from "next-intl";
import { useState } from "react";
import { emojiQuery } from "@/features/chat/composer/lib/emoji";
import { searchEmoji } from "@/features/chat/composer/lib/search-emoji";
import { labelOf, matchPeople, type Participant } from "@/features/chat/composer/lib/mentions";
import { findTrigger, type Trigger } from "@/features/chat/composer/lib/trigger";

/** Something that may take the place of the word that is being typed. */
export type Suggestion = { id: string; lead: string | null; label: string; insert: string; person?: Participant };

const MAX_EMOJI = 6;

/** What fits the word before the caret: people after `@`, emoji after `:`. */
export function useSuggestions(text: string, caret: number, people: Participant[]) {
  const locale = useLocale();
  // Escape closes the list of one word; the next word opens it again.
  const [closed, setClosed] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  const trigger = findTrigger(text, caret, people.length > 0);
  const { data: emoji } = useQuery({ ...emojiQuery(locale), enabled: trigger?.kind === "emoji" });
  const open = trigger && trigger.from !== closed ? trigger : null;
  const list = open ? suggest(open, people, emoji ?? []) : [];
  const at = Math.min(active, list.length - 1);
  return {
    trigger: list.length > 0 ? open : null,
    list,
    active: at,
    move: (step: number) => setActive((at + step + list.length) % list.length),
    reset: () => setActive(0),
    close: () => setClosed(open?.from ?? null),
  };
}

function suggest(trigger: Trigger, people: Participant[], emoji: Parameters<typeof searchEmoji>[0]): Suggestion[] {
  if (trigger.kind === "mention") {
    return matchPeople(people, trigger.query).map((person) => {
      const label = labelOf(person);
      return { id: person.address, lead: null, label, insert: `@${label} `, person };
    });
  }
  return searchEmoji(emoji, trigger.query)
    .slice(0, MAX_EMOJI)
    .map(({ emoji: sign, label }) => ({ id: sign, lead: sign, label, insert: `${sign} ` }));
}
