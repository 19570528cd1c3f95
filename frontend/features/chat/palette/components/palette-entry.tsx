"use client";

import { Avatar } from "@/components/avatar";
import { NumberBadge } from "@/components/number-badge";
import type { Entry } from "@/features/chat/palette/lib/use-entries";

type Props = { id: string; entry: Entry; selected: boolean; onHover: () => void; onChoose: () => void };

/** One thing that the palette leads to. The field above keeps the focus. */
export function PaletteEntry({ id, entry, selected, onHover, onChoose }: Props) {
  const { chat, session, label } = entry;
  return (
    <div
      id={id}
      role="option"
      aria-selected={selected}
      onPointerMove={onHover}
      onClick={onChoose}
      className="flex min-h-10 cursor-pointer items-center gap-2.5 rounded-lg px-2.5 py-1 [--ring:var(--overlay)] aria-selected:bg-accent-soft aria-selected:text-accent-soft-foreground aria-selected:[--ring:var(--accent-soft)] forced-colors:aria-selected:outline max-sm:min-h-11"
    >
      {chat ? (
        <Avatar name={chat.name ?? ""} pictureUrl={chat.pictureUrl} isGroup={chat.isGroup} seed={chat.id} size={28} />
      ) : (
        session && <NumberBadge initials={session.initials} color={session.color} name={session.sessionName} size={28} />
      )}
      <span dir="auto" className="flex-1 truncate">
        {label}
      </span>
      {chat && session && <NumberBadge initials={session.initials} color={session.color} name={session.sessionName} size={18} className="text-[8.5px]!" />}
    </div>
  );
}
