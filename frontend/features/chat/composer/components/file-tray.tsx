"use client";

import { Button } from "@heroui/react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { FileRow } from "@/features/chat/composer/components/file-row";
import { ReplyBar } from "@/features/chat/composer/components/reply-bar";
import { type Attachment, useAttachments } from "@/features/chat/composer/lib/attachments";
import { checkFile } from "@/features/chat/composer/lib/check-file";
import { readKey } from "@/features/chat/composer/lib/keys";
import { resolveMentions } from "@/features/chat/composer/lib/mentions";
import type { Draft } from "@/features/chat/composer/lib/use-draft";
import type { SendMessage } from "@/features/chat/composer/lib/use-send-message";
import type { Chat } from "@/lib/api/types";

type Props = { chat: Chat; files: Attachment[]; draft: Draft; send: SendMessage };

/** The files that are about to be sent, each with its caption. What stood in the box becomes the first one's. */
export function FileTray({ chat, files, draft, send }: Props) {
  const t = useTranslations("composer.files");
  const more = useRef<HTMLInputElement>(null);
  const { add, change, remove, clear } = useAttachments.getState();
  const ready = files.every(({ file, kind }) => checkFile(file, kind) === null);

  const first = files[0]!;
  const written = useRef(draft.text.trim());
  useEffect(() => {
    if (written.current && first.caption === "") change(chat, first.id, { caption: written.current });
    written.current = "";
  }, [change, chat, first]);

  function sendAll() {
    if (!ready) return;
    for (const { file, kind, caption } of files) {
      const { text, mentions } = resolveMentions(caption.trim(), draft.mentions);
      send({ type: kind, ...(text && { caption: text }), ...(mentions.length > 0 && { mentions }), ...(kind === "document" && { filename: file.name.slice(0, 200) }) }, file);
    }
    clear(chat);
    draft.clear();
  }
  function onKeyDown(event: KeyboardEvent) {
    const intent = readKey(event.nativeEvent, { enterSends: true, empty: false });
    if (intent !== "send" && intent !== "escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (intent === "send") sendAll();
    else clear(chat);
  }

  return (
    <section aria-label={t("title", { count: files.length })}>
      <ReplyBar chat={chat} />
      <p className="px-3 pt-2 text-[13px] font-semibold">{t("title", { count: files.length })}</p>
      <ul className="grid max-h-[40dvh] gap-3 overflow-y-auto px-3 py-2">
        {files.map((attachment, index) => (
          <FileRow
            key={attachment.id}
            attachment={attachment}
            autoFocus={index === 0}
            onChange={(next) => change(chat, attachment.id, next)}
            onRemove={() => remove(chat, attachment.id)}
            onKeyDown={onKeyDown}
          />
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2 p-2">
        <Button variant="ghost" onPress={() => more.current?.click()}>
          {t("more")}
        </Button>
        <input
          ref={more}
          type="file"
          multiple
          hidden
          onChange={({ target }) => {
            if (target.files) add(chat, target.files);
            target.value = "";
          }}
        />
        <Button variant="tertiary" className="ms-auto" onPress={() => clear(chat)}>
          {t("cancel")}
        </Button>
        <Button isDisabled={!ready} onPress={sendAll}>
          {t("send", { count: files.length })}
        </Button>
      </div>
    </section>
  );
}
