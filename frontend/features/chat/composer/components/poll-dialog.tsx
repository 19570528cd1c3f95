"use client";

import { Button } from "@heroui/react";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DialogField } from "@/features/chat/composer/components/dialog-field";
import { DialogFrame } from "@/features/chat/composer/components/dialog-frame";
import { ToolButton } from "@/features/chat/composer/components/tool-button";
import { cleanPoll, MAX_OPTION, MAX_OPTIONS, MAX_QUESTION, type PollForm, pollProblem } from "@/features/chat/composer/lib/poll-form";
import type { SendMessage } from "@/features/chat/composer/lib/use-send-message";

type Props = { onSend: SendMessage; onClose: () => void };

/** Makes a poll of two to twelve options. */
export function PollDialog({ onSend, onClose }: Props) {
  const t = useTranslations("composer.poll");
  const [form, setForm] = useState<PollForm>({ question: "", options: ["", ""], multipleAnswers: false });
  const [tried, setTried] = useState(false);
  const problem = tried ? pollProblem(form) : null;
  const { options } = form;
  const setOptions = (next: string[]) => setForm({ ...form, options: next });

  function submit() {
    setTried(true);
    if (pollProblem(form)) return;
    onSend({ type: "poll", poll: cleanPoll(form) });
    onClose();
  }

  return (
    <DialogFrame title={t("title")} action={t("send")} onSubmit={submit} onClose={onClose}>
      <DialogField
        label={t("question")}
        value={form.question}
        onChange={(question) => setForm({ ...form, question })}
        maxLength={MAX_QUESTION}
        autoFocus
        error={problem === "questionMissing" ? t("questionMissing") : null}
      />
      {options.map((option, index) => (
        <div key={index} className="flex items-end gap-1">
          <DialogField
            label={t("option", { number: index + 1 })}
            value={option}
            onChange={(text) => setOptions(options.map((other, at) => (at === index ? text : other)))}
            maxLength={MAX_OPTION}
          />
          {options.length > 2 && (
            <ToolButton icon={X} label={t("remove", { number: index + 1 })} onClick={() => setOptions(options.filter((_, at) => at !== index))} />
          )}
        </div>
      ))}
      {problem && problem !== "questionMissing" && (
        <p role="alert" className="text-[13px] text-danger-soft-foreground">
          {problem === "twice" ? t("twice") : t("tooFew")}
        </p>
      )}
      {options.length < MAX_OPTIONS && (
        <Button variant="ghost" className="justify-self-start" onPress={() => setOptions([...options, ""])}>
          {t("add")}
        </Button>
      )}
      <label className="flex min-h-9 cursor-pointer items-center gap-2.5 pointer-coarse:min-h-10">
        <input
          type="checkbox"
          checked={form.multipleAnswers}
          onChange={(event) => setForm({ ...form, multipleAnswers: event.target.checked })}
          className="size-4 accent-(--accent)"
        />
        {t("multiple")}
      </label>
    </DialogFrame>
  );
}
