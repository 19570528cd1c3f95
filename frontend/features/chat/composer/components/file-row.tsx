"use client";

import { CircleAlert, X } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { type KeyboardEvent, useId } from "react";
import { FileThumb } from "@/features/chat/composer/components/file-thumb";
import { ToolButton } from "@/features/chat/composer/components/tool-button";
import type { Attachment } from "@/features/chat/composer/lib/attachments";
import { checkFile, type FileProblem, kindOf, megabytes } from "@/features/chat/composer/lib/check-file";
import { cn } from "@/lib/cn";

type Props = {
  attachment: Attachment;
  autoFocus: boolean;
  onChange: (next: Partial<Pick<Attachment, "kind" | "caption">>) => void;
  onRemove: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

const MAX_CAPTION = 4096;

/** One file before it is sent: what it is, its caption, and why it can't be sent. */
export function FileRow({ attachment, autoFocus, onChange, onRemove, onKeyDown }: Props) {
  const t = useTranslations("composer.files");
  const say = useFileProblem();
  const format = useFormatter();
  const problemId = useId();
  const { file, kind, caption } = attachment;
  const problem = checkFile(file, kind);
  const visual = kindOf(file) !== "document";
  return (
    <li className="flex gap-2.5">
      <FileThumb file={file} kind={kind} />
      <div className="min-w-0 flex-1">
        <p className="flex items-baseline gap-2 text-[12.5px]/[18px] text-muted">
          <span className="truncate" dir="auto">
            {file.name}
          </span>
          <span className="shrink-0 tabular-nums">{t("size", { size: format.number(megabytes(file.size)) })}</span>
        </p>
        <input
          value={caption}
          dir="auto"
          maxLength={MAX_CAPTION}
          autoFocus={autoFocus}
          aria-label={t("caption", { name: file.name })}
          aria-invalid={problem !== null}
          aria-describedby={problem ? problemId : undefined}
          placeholder={t("captionPlaceholder")}
          onChange={(event) => onChange({ caption: event.target.value })}
          onKeyDown={onKeyDown}
          className="mt-0.5 h-8 w-full rounded-lg border border-field-border bg-field-background px-2 text-[14px] placeholder:text-field-placeholder max-sm:h-10 max-sm:text-base"
        />
        {visual && (
          <label className={cn("mt-1 flex min-h-6 w-fit cursor-pointer items-center gap-2 text-[12.5px] pointer-coarse:min-h-10", !problem && "text-muted")}>
            <input
              type="checkbox"
              checked={kind === "document"}
              onChange={(event) => onChange({ kind: event.target.checked ? "document" : kindOf(file) })}
              className="size-4 accent-(--accent)"
            />
            {t("asDocument")}
          </label>
        )}
        {problem && (
          <p id={problemId} role="alert" className="mt-1 flex gap-1.5 text-[13px]/[18px] text-danger-soft-foreground">
            <CircleAlert aria-hidden className="mt-px size-4 shrink-0" />
            {say(problem)}
          </p>
        )}
      </div>
      <ToolButton icon={X} label={t("remove", { name: file.name })} onClick={onRemove} />
    </li>
  );
}

const tooLarge = {
  image: "tooLarge.image",
  video: "tooLarge.video",
  audio: "tooLarge.audio",
  document: "tooLarge.document",
} as const;

function useFileProblem() {
  const t = useTranslations("composer.files");
  const format = useFormatter();
  return (problem: FileProblem) => {
    if (problem.code === "empty") return t("empty");
    const { kind, size, limit, asDocument } = problem;
    const values = { size: format.number(megabytes(size)), limit: format.number(Math.floor(limit / 1_000_000)) };
    return kind === "document" ? t(tooLarge[kind], values) : t(tooLarge[kind], { ...values, asDocument: asDocument ? "yes" : "no" });
  };
}
