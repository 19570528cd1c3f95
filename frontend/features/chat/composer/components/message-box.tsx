"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Mic, SendHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useState } from "react";
import { groupQuery } from "@/features/chat/api/group";
import { type TimelineData, timelineKeys } from "@/features/chat/api/timeline";
import { AttachButton } from "@/features/chat/composer/components/attach-button";
import { EmojiButton } from "@/features/chat/composer/components/emoji-button";
import { LinkToggle } from "@/features/chat/composer/components/link-toggle";
import { ReplyBar } from "@/features/chat/composer/components/reply-bar";
import { TextBox } from "@/features/chat/composer/components/text-box";
import { ToolButton } from "@/features/chat/composer/components/tool-button";
import { useAttachments } from "@/features/chat/composer/lib/attachments";
import { findLink } from "@/features/chat/composer/lib/find-link";
import { lastEditable } from "@/features/chat/composer/lib/last-editable";
import { resolveMentions } from "@/features/chat/composer/lib/mentions";
import type { Draft } from "@/features/chat/composer/lib/use-draft";
import type { SendMessage } from "@/features/chat/composer/lib/use-send-message";
import type { Sheet } from "@/features/chat/composer/lib/sheet";
import { useChatTitle } from "@/features/chat/lib/use-chat-title";
import { chatKey, useSelection } from "@/features/chat/timeline/selection-store";
import type { Chat } from "@/lib/api/types";

type Props = {
  chat: Chat;
  box: RefObject<HTMLTextAreaElement | null>;
  draft: Draft;
  send: SendMessage;
  presence: { typed: () => void; stop: () => void };
  onSheet: (sheet: Sheet) => void;
};

/** Where a text is written. */
export function MessageBox({ chat, box, draft, send, presence, onSheet }: Props) {
  const t = useTranslations("composer");
  const title = useChatTitle();
  const queryClient = useQueryClient();
  const { data: group } = useQuery(groupQuery(chat));
  const add = useAttachments((state) => state.add);
  const { startEdit, clear } = useSelection.getState();
  const [unwanted, setUnwanted] = useState<string | null>(null);
  const link = findLink(draft.text);
  const written = draft.text.trim() !== "";

  function submit() {
    if (!written) return;
    const { text, mentions } = resolveMentions(draft.text.trim(), draft.mentions);
    send({
      type: "text",
      text,
      ...(mentions.length > 0 && { mentions }),
      ...(link && link === unwanted && { linkPreview: false }),
    } as Parameters<SendMessage>[0]);
    draft.clear();
    presence.stop();
    box.current?.focus();
  }
  function editLast() {
    const message = lastEditable(queryClient.getQueryData<TimelineData>(timelineKeys.chat(chat)), Date.now());
    if (message) startEdit(message);
  }
  function escape() {
    const replying = chatKey(chat) in useSelection.getState().replyingTo;
    if (replying) clear(chat);
    return replying;
  }

  return (
    <>
      <ReplyBar chat={chat} />
      {link && <LinkToggle link={link} on={link !== unwanted} onChange={(on) => setUnwanted(on ? null : link)} />}
      <div className="flex items-end gap-0.5 px-1.5 pt-1 pb-1.5">
        <AttachButton chat={chat} onSheet={onSheet} />
        <EmojiButton box={box} />
        <TextBox
          box={box}
          label={t("label", { name: title(chat) })}
          placeholder={t("placeholder")}
          text={draft.text}
          people={group?.participants}
          onText={(text) => {
            draft.setText(text);
            if (text) presence.typed();
          }}
          onMention={draft.addMention}
          onSend={submit}
          onEditLast={editLast}
          onEscape={escape}
          onFiles={(files) => add(chat, files)}
        />
        {written ? (
          <ToolButton filled icon={SendHorizontal} label={t("send")} onClick={submit} className="ms-1" />
        ) : (
          <ToolButton filled icon={Mic} label={t("record")} onClick={() => onSheet("voice")} className="ms-1" />
        )}
      </div>
    </>
  );
}
