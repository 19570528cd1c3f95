"use client";

import { Clock, Dog, Flag, Hand, Hash, Lightbulb, type LucideIcon, Pizza, Plane, Smile, Trophy } from "lucide-react";
import { useTranslations } from "next-intl";

type Props = { /** The one on show; null while something is searched. */ group: number | null; onGroup: (group: number) => void };

const groups = [
  { group: -1, icon: Clock, label: "recent" },
  { group: 0, icon: Smile, label: "smileys" },
  { group: 1, icon: Hand, label: "people" },
  { group: 3, icon: Dog, label: "nature" },
  { group: 4, icon: Pizza, label: "food" },
  { group: 5, icon: Plane, label: "travel" },
  { group: 6, icon: Trophy, label: "activities" },
  { group: 7, icon: Lightbulb, label: "objects" },
  { group: 8, icon: Hash, label: "symbols" },
  { group: 9, icon: Flag, label: "flags" },
] as const satisfies { group: number; icon: LucideIcon; label: string }[];

/** Goes to one group of emoji. */
export function EmojiGroups({ group: current, onGroup }: Props) {
  const t = useTranslations("composer.emojis");
  return (
    <div role="toolbar" aria-label={t("groups")} className="flex justify-between overflow-x-auto border-b border-separator pb-1">
      {groups.map(({ group, icon: Icon, label }) => (
        <button
          key={group}
          type="button"
          aria-label={t(label)}
          aria-pressed={group === current}
          title={t(label)}
          onClick={() => onGroup(group)}
          className="grid h-9 min-w-8 flex-1 cursor-pointer place-items-center rounded-lg text-muted hover:bg-default hover:text-foreground focus-visible:outline-offset-[-2px] aria-pressed:bg-accent-soft aria-pressed:text-accent-soft-foreground pointer-coarse:h-10 pointer-coarse:min-w-10"
        >
          <Icon aria-hidden className="size-[18px]" strokeWidth={1.75} />
        </button>
      ))}
    </div>
  );
}
