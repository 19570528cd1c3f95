"use client";

import { useTranslations } from "next-intl";
import { react } from "@/features/chat/api/actions";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { useConversation } from "@/features/chat/bubbles/conversation-context";
import { groupReactions, withOwnReaction } from "@/features/chat/bubbles/lib/reactions";
import { useMessageChange } from "@/features/chat/bubbles/use-message-change";
import { cn } from "@/lib/cn";

/** The reactions below a message. Pressing one joins it, or takes the own one back. */
export function ReactionPills({ message }: { message: TimelineMessage }) {
  const t = useTranslations("conversation");
  const { people } = useConversation();
  const change = useMessageChange();
  const choose = (emoji: string) =>
    change.mutate({ message, ask: () => react(message, emoji), patch: { reactions: withOwnReaction(message.reactions, emoji) } });
  return (
    <ul aria-label={t("reactions")} className={cn("relative z-1 -mt-1.5 mb-1 flex flex-wrap gap-1", message.fromMe ? "me-2.5" : "ms-2.5")}>
      {groupReactions(message.reactions).map(({ emoji, senders, mine }) => {
        const names = senders.map((sender) => people.nameOf(sender) ?? t("you")).join(", ");
        return (
          <li key={emoji}>
            <button
              type="button"
              aria-pressed={mine}
              aria-label={t("reactionBy", { emoji, names })}
              title={names}
              onClick={() => choose(mine ? "" : emoji)}
              className="flex h-6 items-center gap-1 rounded-full border border-border bg-surface px-2 text-xs font-semibold text-muted tabular-nums aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-soft-foreground pointer-coarse:h-7"
            >
              <span aria-hidden>{emoji}</span>
              {senders.length > 1 && <span aria-hidden>{senders.length}</span>}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
