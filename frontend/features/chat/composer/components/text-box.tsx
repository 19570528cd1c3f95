"use client";

import { useTranslations } from "next-intl";
import { type ClipboardEvent, type KeyboardEvent, type RefObject, useId, useLayoutEffect, useState } from "react";
import { optionId, SuggestionList } from "@/features/chat/composer/components/suggestion-list";
import { readKey } from "@/features/chat/composer/lib/keys";
import type { Mention, Participant } from "@/features/chat/composer/lib/mentions";
import { applyBox, grow, selectionOf, typeOver } from "@/features/chat/composer/lib/text-area";
import { toggleMark } from "@/features/chat/composer/lib/toggle-mark";
import { type Suggestion, useSuggestions } from "@/features/chat/composer/lib/use-suggestions";
import { usePreferences } from "@/lib/preferences";

type Props = {
  box: RefObject<HTMLTextAreaElement | null>;
  label: string;
  placeholder?: string;
  text: string;
  /** Whom `@` may name. */
  people?: Participant[];
  onText: (text: string) => void;
  onMention?: (mention: Mention) => void;
  onSend: () => void;
  /** ArrowUp in an empty box. */
  onEditLast?: () => void;
  /** Whether there was something to leave. */
  onEscape?: () => boolean;
  onFiles?: (files: File[]) => void;
};

const nobody: Participant[] = [];

/** The box one writes in: it grows from one line to eight, suggests people and emoji, and knows WhatsApp's formats. */
export function TextBox({ box, label, placeholder, text, people = nobody, onText, onMention, onSend, onEditLast, onEscape, onFiles }: Props) {
  const t = useTranslations("composer");
  const listId = useId();
  const enterSends = usePreferences((state) => state.enterSends);
  const [caret, setCaret] = useState(text.length);
  const suggestions = useSuggestions(text, caret, people);
  const { trigger, list, active } = suggestions;

  useLayoutEffect(() => {
    if (box.current) grow(box.current);
  }, [box, text]);

  function pick({ insert, person, label: name }: Suggestion) {
    if (!box.current || !trigger) return;
    if (person) onMention?.({ label: name, address: person.address });
    typeOver(box.current, trigger.from, trigger.to, insert);
    suggestions.reset();
  }

  /** Whether the list of suggestions took the key. */
  function steer(event: KeyboardEvent): boolean {
    if (!trigger || event.nativeEvent.isComposing) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") suggestions.move(event.key === "ArrowDown" ? 1 : -1);
    else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") pick(list[active]!);
    else if (event.key === "Escape") suggestions.close();
    else return false;
    return true;
  }

  function obey(event: KeyboardEvent): boolean {
    const area = box.current!;
    switch (readKey(event.nativeEvent, { enterSends, empty: text === "" })) {
      case "send":
        onSend();
        return true;
      case "bold":
        applyBox(area, toggleMark(selectionOf(area), "*"));
        return true;
      case "italic":
        applyBox(area, toggleMark(selectionOf(area), "_"));
        return true;
      case "editLast":
        onEditLast?.();
        return Boolean(onEditLast);
      case "escape":
        return onEscape?.() ?? false;
      default:
        return false;
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    if (!steer(event) && !obey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  function onPaste(event: ClipboardEvent) {
    const files = [...event.clipboardData.files];
    if (files.length === 0 || !onFiles) return;
    event.preventDefault();
    onFiles(files);
  }

  return (
    <div className="relative min-w-0 flex-1">
      {trigger && (
        <SuggestionList
          id={listId}
          label={trigger.kind === "mention" ? t("mentions.label") : t("suggestions.emoji")}
          list={list}
          active={active}
          onPick={pick}
        />
      )}
      <textarea
        ref={box}
        rows={1}
        dir="auto"
        value={text}
        aria-label={label}
        placeholder={placeholder}
        aria-autocomplete="list"
        aria-controls={trigger ? listId : undefined}
        aria-activedescendant={trigger ? optionId(listId, active) : undefined}
        onChange={(event) => {
          setCaret(event.target.selectionStart);
          onText(event.target.value);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        className="block field-sizing-content max-h-[176px] min-h-9 w-full resize-none overflow-y-auto rounded-lg bg-transparent px-2 py-2 text-[length:var(--chat-text,0.90625rem)]/5 outline-none placeholder:truncate placeholder:text-field-placeholder max-sm:max-h-[190px] max-sm:min-h-10 max-sm:px-1 max-sm:text-base/[22px]"
      />
    </div>
  );
}
