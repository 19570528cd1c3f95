"use client";

import { useTranslations } from "next-intl";
import { AppDialog } from "@/components/app-dialog";
import { react } from "@/features/chat/api/actions";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import type { MenuPlace } from "@/features/chat/bubbles/conversation-context";
import { withOwnReaction } from "@/features/chat/bubbles/lib/reactions";
import { useMessageChange } from "@/features/chat/bubbles/use-message-change";
import { EmojiPicker } from "@/features/chat/composer/components/emoji-picker";

type Props = { message: TimelineMessage; place: MenuPlace; onClose: () => void };

/** All emoji, to react with any of them. */
export function ReactionPicker({ message, onClose }: Props) {
  const t = useTranslations("conversation.menu");
  const change = useMessageChange();
  const choose = (emoji: string) => {
    change.mutate({ message, ask: () => react(message, emoji), patch: { reactions: withOwnReaction(message.reactions, emoji) } });
    onClose();
  };
  return (
    <AppDialog title={t("react")} onClose={onClose}>
      {/* The picker places itself above what opens it; here it stands in the dialog. */}
      <div className="flex justify-center *:static *:shadow-none">
        <EmojiPicker onPick={choose} />
      </div>
    </AppDialog>
  );
}
