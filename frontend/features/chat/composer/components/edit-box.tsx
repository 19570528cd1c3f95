"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useState } from "react";
import { toast } from "sonner";
import { editMessage } from "@/features/chat/api/actions";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import { upsertMessages } from "@/features/chat/api/timeline-cache";
import { ContextBar } from "@/features/chat/composer/components/context-bar";
import { EmojiButton } from "@/features/chat/composer/components/emoji-button";
import { TextBox } from "@/features/chat/composer/components/text-box";
import { ToolButton } from "@/features/chat/composer/components/tool-button";
import { useErrorText } from "@/hooks/use-error-text";

type Props = { message: TimelineMessage; box: RefObject<HTMLTextAreaElement | null>; onDone: () => void };

/** Changes the text of an own message. The draft waits meanwhile. */
export function EditBox({ message, box, onDone }: Props) {
  const t = useTranslations("composer");
  const say = useErrorText();
  const queryClient = useQueryClient();
  const [text, setText] = useState(message.body);

  /** It shows at once; if the server refuses it, the old text is back and the reason is said. */
  async function save() {
    const next = text.trim();
    if (!next) return;
    onDone();
    if (next === message.body) return;
    upsertMessages(queryClient, [{ ...message, body: next, editedAt: new Date().toISOString() }]);
    try {
      upsertMessages(queryClient, [await editMessage(message, next)]);
    } catch (error) {
      upsertMessages(queryClient, [message]);
      toast.error(t("edit.failed", { reason: say(error) }));
    }
  }

  return (
    <>
      <ContextBar title={t("edit.title")} cancelLabel={t("edit.cancel")} message={message} onCancel={onDone} />
      <div className="flex items-end gap-0.5 px-1.5 pt-1 pb-1.5">
        <EmojiButton box={box} />
        <TextBox
          box={box}
          label={t("edit.label")}
          text={text}
          onText={setText}
          onSend={save}
          onEscape={() => {
            onDone();
            return true;
          }}
        />
        <ToolButton filled icon={Check} label={t("edit.save")} onClick={save} disabled={text.trim() === ""} className="ms-1" />
      </div>
    </>
  );
}
