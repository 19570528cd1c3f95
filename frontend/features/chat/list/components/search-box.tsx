"use client";

import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useRef } from "react";

type Props = { value: string; onChange: (value: string) => void };

/** Names the field to the shortcut that leads there. */
export const SEARCH_FIELD = "chat-search";

/** Searches chats, contacts and messages. The first result is an arrow away. */
export function SearchBox({ value, onChange }: Props) {
  const t = useTranslations("chat.search");
  const field = useRef<HTMLInputElement>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Escape" && value) {
      event.stopPropagation();
      onChange("");
    }
    if (event.key === "ArrowDown") {
      event.preventDefault();
      event.currentTarget.closest("section")?.querySelector<HTMLElement>("[data-row-link]")?.focus();
    }
  };
  return (
    <div
      role="search"
      className="mx-3.5 flex h-[38px] shrink-0 items-center gap-2 rounded-[9px] border border-transparent bg-surface-secondary ps-[11px] pe-2 text-muted focus-within:border-focus focus-within:bg-field-background focus-within:shadow-[0_0_0_3px_color-mix(in_oklab,var(--focus)_22%,transparent)] max-sm:h-[42px]"
    >
      <Search aria-hidden className="size-[18px] shrink-0" strokeWidth={1.75} />
      <input
        ref={field}
        id={SEARCH_FIELD}
        type="search"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        aria-label={t("label")}
        placeholder={t("placeholder")}
        autoComplete="off"
        className="h-full min-w-0 flex-1 bg-transparent text-foreground outline-none placeholder:text-field-placeholder max-sm:text-base [&::-webkit-search-cancel-button]:hidden"
      />
      {value ? (
        <button
          type="button"
          aria-label={t("clear")}
          onClick={() => {
            onChange("");
            field.current?.focus();
          }}
          className="grid size-7 place-items-center rounded-md hover:text-foreground"
        >
          <X aria-hidden className="size-4" />
        </button>
      ) : (
        <kbd aria-hidden className="rounded-[5px] border border-b-2 border-border bg-surface-secondary px-1.5 font-sans text-[11px]/4 font-medium max-sm:hidden">
          /
        </kbd>
      )}
    </div>
  );
}
