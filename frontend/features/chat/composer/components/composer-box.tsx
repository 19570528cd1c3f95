"use client";

import dynamic from "next/dynamic";
import { useCallback, useEffect, useRef, useState } from "react";
import { DropVeil } from "@/features/chat/composer/components/drop-veil";
import { EditBox } from "@/features/chat/composer/components/edit-box";
import { MessageBox } from "@/features/chat/composer/components/message-box";
import { useAttachments, useChatAttachments } from "@/features/chat/composer/lib/attachments";
import type { Sheet } from "@/features/chat/composer/lib/sheet";
import { useDraft } from "@/features/chat/composer/lib/use-draft";
import { usePresence } from "@/features/chat/composer/lib/use-presence";
import { useSendMessage } from "@/features/chat/composer/lib/use-send-message";
import { useChatTitle } from "@/features/chat/lib/use-chat-title";
import type { Outbox } from "@/features/chat/outbox/outbox";
import { chatKey, useSelection } from "@/features/chat/timeline/selection-store";
import type { Chat } from "@/lib/api/types";

const FileTray = dynamic(() => import("@/features/chat/composer/components/file-tray").then((module) => module.FileTray), { ssr: false });
const VoiceRecorder = dynamic(() => import("@/features/chat/composer/components/voice-recorder").then((module) => module.VoiceRecorder), { ssr: false });
const LocationDialog = dynamic(() => import("@/features/chat/composer/components/location-dialog").then((module) => module.LocationDialog), { ssr: false });
const ContactDialog = dynamic(() => import("@/features/chat/composer/components/contact-dialog").then((module) => module.ContactDialog), { ssr: false });
const PollDialog = dynamic(() => import("@/features/chat/composer/components/poll-dialog").then((module) => module.PollDialog), { ssr: false });

type Props = { chat: Chat; owner: string; outbox: Outbox };

/** What one writes with in a chat: the box, or what stands in its place. Mount it anew for another chat. */
export function ComposerBox({ chat, owner, outbox }: Props) {
  const { sessionId, chatId } = chat;
  const title = useChatTitle();
  const root = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft(owner, chat);
  const send = useSendMessage(outbox, chat);
  const presence = usePresence(sessionId, chatId);
  const files = useChatAttachments(chat);
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const editing = useSelection((state) => state.editing[chatKey(chat)]);
  const replyingTo = useSelection((state) => state.replyingTo[chatKey(chat)]);
  const { clear } = useSelection.getState();
  const onFiles = useCallback((dropped: File[]) => useAttachments.getState().add({ sessionId, chatId }, dropped), [sessionId, chatId]);
  const close = () => setSheet(null);

  useEffect(() => {
    // On touch the keyboard would cover what one came to read, unless one is about to answer it.
    if (!replyingTo && !editing && window.matchMedia("(pointer: coarse)").matches) return;
    const area = box.current;
    area?.focus();
    area?.setSelectionRange(area.value.length, area.value.length);
  }, [replyingTo, editing]);

  function body() {
    if (editing) return <EditBox key={editing.id} message={editing} box={box} onDone={() => clear(chat)} />;
    if (sheet === "voice") return <VoiceRecorder presence={presence} onSend={(file) => send({ type: "voice" }, file)} onClose={close} />;
    if (files.length > 0) return <FileTray chat={chat} files={files} draft={draft} send={send} />;
    return <MessageBox chat={chat} box={box} draft={draft} send={send} presence={presence} onSheet={setSheet} />;
  }

  return (
    <div ref={root}>
      {body()}
      <DropVeil within={root} name={title(chat)} onFiles={onFiles} />
      {sheet === "location" && <LocationDialog onSend={send} onClose={close} />}
      {sheet === "contact" && <ContactDialog onSend={send} onClose={close} />}
      {sheet === "poll" && <PollDialog onSend={send} onClose={close} />}
    </div>
  );
}
