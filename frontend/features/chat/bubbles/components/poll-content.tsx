import { useTranslations } from "next-intl";
import type { Message } from "@/lib/api/types";
import { useConversation } from "@/features/chat/bubbles/conversation-context";

/** A poll: what was asked, and how people chose. */
export function PollContent({ poll }: { poll: NonNullable<Message["poll"]> }) {
  const t = useTranslations("conversation.poll");
  const you = useTranslations("conversation")("you");
  const { people } = useConversation();
  const most = Math.max(1, ...poll.options.map(({ votes }) => votes));
  return (
    <div className="w-[264px] max-w-full">
      <p dir="auto" className="font-[620]">{poll.question}</p>
      <p className="text-[12.5px]/[18px] text-bubble-meta">{poll.multipleAnswers ? t("several") : t("one")}</p>
      <ul className="mt-2 grid gap-2.5">
        {poll.options.map(({ name, votes, voters }) => (
          <li key={name}>
            <div className="flex gap-2">
              <span dir="auto" className="min-w-0 flex-1 wrap-anywhere">{name}</span>
              <span className="text-bubble-meta tabular-nums">
                <span aria-hidden>{votes}</span>
                <span className="sr-only">{t("votes", { count: votes })}</span>
              </span>
            </div>
            <span aria-hidden className="mt-1 block h-1.5 overflow-hidden rounded-full bg-foreground/10">
              <span className="block h-full rounded-full bg-accent" style={{ width: `${(votes / most) * 100}%` }} />
            </span>
            {voters.length > 0 && (
              <p dir="auto" className="mt-0.5 text-[12px]/4 text-bubble-meta">
                {voters.map((voter) => people.nameOf(voter) ?? you).join(", ")}
              </p>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
