import type { Reaction } from "@/lib/api/types";
import { groupBy } from "@/lib/group-by";

/** One emoji under a message, with who chose it. */
export type ReactionGroup = { emoji: string; senders: string[]; mine: boolean };

/** Reactions by emoji, the most frequent first, in the order in which they came. */
export function groupReactions(reactions: Reaction[] = []): ReactionGroup[] {
  const byEmoji = groupBy(reactions, (reaction) => reaction.emoji);
  return Array.from(byEmoji, ([emoji, those]) => ({
    emoji,
    senders: those.map((reaction) => reaction.sender),
    mine: those.some((reaction) => reaction.sender === "me"),
  })).sort((a, b) => b.senders.length - a.senders.length);
}

/** The reactions with the number's own one changed; an empty emoji takes it back. */
export function withOwnReaction(reactions: Reaction[] = [], emoji: string): Reaction[] {
  const others = reactions.filter(({ sender }) => sender !== "me");
  return emoji ? [...others, { sender: "me", emoji, at: new Date().toISOString() }] : others;
}
