"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { memo } from "react";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { BubbleBody } from "@/features/chat/bubbles/components/bubble-body";
import { CancelUpload } from "@/features/chat/bubbles/components/cancel-upload";
import { FailureLine } from "@/features/chat/bubbles/components/failure-line";
import { MetaLine } from "@/features/chat/bubbles/components/meta-line";
import { PersonAvatar } from "@/features/chat/bubbles/components/person-avatar";
import { ReactionPills } from "@/features/chat/bubbles/components/reaction-pills";
import { StickerContent } from "@/features/chat/bubbles/components/sticker-content";
import { useConversation } from "@/features/chat/bubbles/conversation-context";
import { isEmojiOnly } from "@/features/chat/bubbles/lib/emoji-only";
import { dyeOf } from "@/features/chat/bubbles/lib/people";
import { useMenuGestures } from "@/features/chat/bubbles/use-menu-gestures";
import { useMessageLabel } from "@/features/chat/bubbles/use-message-label";
import { cn } from "@/lib/cn";

type Props = { message: TimelineMessage; first: boolean; last: boolean; flash: boolean };

/** One message, of whatever kind. */
export const MessageBubble = memo(function MessageBubble({ message, first, last, flash }: Props) {
  const { chat, people } = useConversation();
  const label = useMessageLabel();
  const gestures = useMenuGestures(message);
  const { fromMe, participant, local } = message;
  const failed = local ? local.state === "failed" : fromMe && (message.status === "failed" || message.status === "unknown");
  const withFace = chat.isGroup && !fromMe;
  const speaker = participant ? (people.nameOf(participant) ?? "") : "";
  return (
    <div
      role="article"
      tabIndex={-1}
      aria-label={label(message)}
      data-message={message.id}
      {...gestures}
      className={cn(
        "group/message grid items-end gap-x-2 rounded-2xl outline-offset-2 motion-safe:transition-colors motion-safe:duration-300",
        withFace ? "grid-cols-[26px_minmax(0,1fr)] sm:grid-cols-[28px_minmax(0,1fr)]" : "grid-cols-[minmax(0,1fr)]",
        first ? "pt-2.5" : "pt-0.5",
      )}
    >
      {withFace && (last ? <PersonAvatar name={speaker} address={participant ?? ""} className={cn("size-[26px] sm:size-7", message.reactions?.length && "mb-[22px]")} /> : <span />)}
      <div className={cn("relative flex min-w-0 flex-col", fromMe ? "items-end ps-10 sm:ps-0" : "items-start pe-7 sm:pe-0")}>
        {isBare(message) ? (
          <Bare message={message} flash={flash} />
        ) : (
          <div
            style={speaker ? ({ "--dye": `var(--n${dyeOf(participant!)})` } as React.CSSProperties) : undefined}
            className={cn(
              "relative max-w-full min-w-0 rounded-[14px] px-3 py-[7px] text-[length:max(var(--chat-text,0.90625rem),1rem)]/[1.38] wrap-anywhere shadow-[0_0_0_1px_var(--line)] after:clear-both after:block after:content-[''] sm:max-w-[min(520px,82%)] sm:text-[length:var(--chat-text,0.90625rem)]/[1.38]",
              fromMe
                ? "bg-bubble-out [--line:var(--bubble-out-line)] [--quote:var(--quote-out)]"
                : "bg-bubble-in [--line:var(--bubble-in-line)] [--quote:var(--quote-in)]",
              last && (fromMe ? "rounded-ee-[4px]" : "rounded-es-[4px]"),
              isPicture(message) && "w-[264px]",
              failed && message.status !== "unknown" && "shadow-[0_0_0_1.5px_var(--danger)]",
              flash && "bg-accent-soft",
            )}
          >
            {withFace && first && <p dir="auto" className="text-[13px]/[18px] font-[620] text-(--dye)">{speaker}</p>}
            <BubbleBody message={message} />
            <MenuButton message={message} />
          </div>
        )}
        {!!message.reactions?.length && <ReactionPills message={message} />}
        {failed && <FailureLine message={message} />}
        {local?.state === "uploading" && local.discard && <CancelUpload onPress={local.discard} />}
      </div>
    </div>
  );
});

/** Stickers and one to three emoji stand without a bubble. */
function isBare({ type, body, deletedAt, quote, forwarded, media, local }: TimelineMessage): boolean {
  if (deletedAt || quote || forwarded) return false;
  return type === "sticker" ? Boolean(local || media?.url) : type === "text" && isEmojiOnly(body);
}

const isPicture = ({ type, media, local, deletedAt }: TimelineMessage) =>
  !deletedAt && (type === "image" || type === "video") && (Boolean(local) || media?.status === "stored");

function Bare({ message, flash }: { message: TimelineMessage; flash: boolean }) {
  return (
    <div className={cn("relative rounded-2xl p-1", flash && "bg-accent-soft")}>
      {message.type === "sticker" ? <StickerContent message={message} /> : <p className="text-[40px]/[48px]">{message.body}</p>}
      <MetaLine message={message} className="ms-0 rounded-md bg-surface/80 px-1.5" />
      <MenuButton message={message} />
    </div>
  );
}

/** For the pointer: with the keyboard, Enter on the message opens the same menu. */
function MenuButton({ message }: { message: TimelineMessage }) {
  const t = useTranslations("conversation");
  const { openMenu } = useConversation();
  if (message.local) return null;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={t("openMenu")}
      aria-haspopup="menu"
      onClick={(event) => openMenu(message, { element: event.currentTarget })}
      className="absolute end-1 top-1 grid size-7 place-items-center rounded-full bg-overlay/90 text-muted opacity-0 shadow-overlay transition-opacity duration-[90ms] group-hover/message:opacity-100 hover:text-foreground focus-visible:opacity-100 pointer-coarse:hidden"
    >
      <ChevronDown className="size-4" aria-hidden />
    </button>
  );
}
