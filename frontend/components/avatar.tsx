"use client";

import { UserRound, UsersRound } from "lucide-react";
import { type CSSProperties, type ReactNode, useState } from "react";
import { cn } from "@/lib/cn";
import { initialsOf } from "@/lib/initials";

type Props = {
  name: string;
  pictureUrl?: string | null;
  isGroup?: boolean;
  /** Side in pixels. */
  size?: 24 | 28 | 32 | 36 | 40 | 44 | 72;
  /** What the tint is taken from: an id, so that it stays when the name changes. */
  seed: string;
  /** A number's badge at the lower right. */
  children?: ReactNode;
  className?: string;
};

/** Dyes that go well as a pale disc. */
const tints = ["var(--n2)", "var(--n1)", "var(--n5)", "var(--n4)", "var(--n7)", "var(--n6)"];

const tintOf = (seed: string) => tints[[...seed].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7) % tints.length];

/** A person or a group: round, with the picture, else initials, else a figure. The text beside it says who it is. */
export function Avatar({ name, pictureUrl, isGroup, size = 44, seed, children, className }: Props) {
  const [broken, setBroken] = useState<string | null>(null);
  const initials = initialsOf(name);
  const Figure = isGroup ? UsersRound : UserRound;
  const shown = pictureUrl && pictureUrl !== broken ? pictureUrl : null;
  const style = { "--tint": tintOf(seed), width: size, height: size, fontSize: size * 0.34 } as CSSProperties;
  return (
    <span
      aria-hidden
      style={style}
      className={cn(
        "relative grid shrink-0 place-items-center rounded-full font-semibold",
        initials && !shown
          ? "bg-[color-mix(in_oklab,var(--tint)_14%,var(--surface))] text-[color-mix(in_oklab,var(--tint)_85%,var(--foreground))]"
          : "bg-surface-tertiary text-muted",
        className,
      )}
    >
      {shown ? (
        // A signed link to a small picture, which Next's image server couldn't open.
        // eslint-disable-next-line @next/next/no-img-element
        <img src={shown} alt="" loading="lazy" decoding="async" className="size-full rounded-full object-cover" onError={() => setBroken(shown)} />
      ) : (
        initials || <Figure style={{ width: size * 0.42, height: size * 0.42 }} strokeWidth={1.75} />
      )}
      {children}
    </span>
  );
}
