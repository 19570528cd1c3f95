"use client";

import { Bell, Keyboard, type LucideIcon, Palette, ShieldCheck, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSectionInView } from "@/features/settings/use-section-in-view";

const sections = [
  { id: "profile", icon: UserRound },
  { id: "appearance", icon: Palette },
  { id: "notices", icon: Bell },
  { id: "keyboard", icon: Keyboard },
  { id: "security", icon: ShieldCheck },
] as const satisfies { id: string; icon: LucideIcon }[];

const ids = sections.map(({ id }) => id);

/** Leads to the parts of the settings: at the side, or as a strip on narrow screens. */
export function SectionNav() {
  const t = useTranslations("settings.sections");
  const current = useSectionInView(ids);
  return (
    <nav
      aria-label={t("label")}
      className="-mx-4 flex gap-0.5 overflow-x-auto px-4 [scrollbar-width:none] sm:-mx-9 sm:px-9 min-[900px]:sticky min-[900px]:top-6 min-[900px]:-ms-2.5 min-[900px]:me-0 min-[900px]:grid min-[900px]:px-0"
    >
      {sections.map(({ id, icon: Icon }) => (
        <a
          key={id}
          href={`#${id}`}
          aria-current={id === current ? "location" : undefined}
          className="flex h-10 shrink-0 items-center gap-2.5 rounded-2xl px-2.5 font-[550] whitespace-nowrap text-muted transition-colors duration-[90ms] hover:bg-default focus-visible:-outline-offset-2 aria-[current]:bg-default aria-[current]:text-foreground sm:h-9"
        >
          <Icon className="size-[17px] stroke-[1.75]" aria-hidden />
          {t(id)}
        </a>
      ))}
    </nav>
  );
}
