"use client";

import { Link2 } from "lucide-react";
import { firstLink } from "@/features/chat/details/lib/first-link";
import type { Message } from "@/lib/api/types";

/** A link that was sent. It opens in a tab of its own. */
export function SharedLink({ message }: { message: Message }) {
  const link = firstLink(message);
  if (!link) return null;
  return (
    <li>
      <a
        href={link.href}
        target="_blank"
        rel="noopener noreferrer"
        className="flex min-h-11 items-center gap-2.5 rounded-lg px-1.5 hover:bg-surface-secondary"
      >
        <Link2 aria-hidden className="size-5 shrink-0 text-muted" strokeWidth={1.75} />
        <span className="min-w-0">
          <span dir="auto" className="block truncate text-[13.5px]/[18px] font-[550]">
            {link.title}
          </span>
          <span className="block truncate text-xs/4 text-muted">{link.host}</span>
        </span>
      </a>
    </li>
  );
}
