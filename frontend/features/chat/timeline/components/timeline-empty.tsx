import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/empty-state";
import type { Chat } from "@/lib/api/types";
import { useChatTitle } from "@/features/chat/lib/use-chat-title";

/** A chat in which nobody wrote yet. */
export function TimelineEmpty({ chat }: { chat: Chat }) {
  const t = useTranslations("conversation.empty");
  const name = useChatTitle()(chat);
  return (
    <div className="grid min-h-0 flex-1 place-items-center overflow-auto bg-chat-canvas">
      <EmptyState title={t("title")} hint={t("hint", { name })} />
    </div>
  );
}
