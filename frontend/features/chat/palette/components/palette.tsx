"use client";

import { Modal } from "@heroui/react";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { closeDialog } from "@/features/chat/lib/dialogs";
import { PaletteEntry } from "@/features/chat/palette/components/palette-entry";
import { type Entry, useEntries } from "@/features/chat/palette/lib/use-entries";

/** Leads anywhere by a few letters. */
export function Palette() {
  const t = useTranslations("chat.palette");
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const groups = useEntries(text);
  const entries = groups.flatMap((group) => group.entries);
  const current = Math.min(at, entries.length - 1);
  const optionId = (index: number) => `${id}-${index}`;
  const titles = { chats: t("chats"), numbers: t("numbers"), pages: t("pages"), actions: t("actions") };

  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [current]);

  const choose = (entry: Entry | undefined) => {
    if (!entry) return;
    closeDialog();
    entry.onAction();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((current + step + entries.length) % Math.max(1, entries.length));
    else if (event.key === "Enter" && !event.nativeEvent.isComposing) choose(entries[current]);
    else return;
    event.preventDefault();
  };

  return (
    <Modal.Backdrop isOpen onOpenChange={(open) => !open && closeDialog()}>
      <Modal.Container placement="top" className="sm:pt-[12vh]">
        <Modal.Dialog aria-label={t("title")} className="flex max-h-[min(60vh,480px)] w-full max-w-[560px] flex-col overflow-hidden rounded-3xl p-0">
          <div className="flex items-center gap-2.5 border-b border-separator px-4">
            <Search aria-hidden className="size-[18px] shrink-0 text-muted" strokeWidth={1.75} />
            <input
              autoFocus
              role="combobox"
              aria-expanded
              aria-controls={`${id}-list`}
              aria-activedescendant={entries.length > 0 ? optionId(current) : undefined}
              aria-label={t("title")}
              placeholder={t("placeholder")}
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setAt(0);
              }}
              onKeyDown={onKeyDown}
              className="h-12 min-w-0 flex-1 bg-transparent outline-none placeholder:text-field-placeholder max-sm:text-base"
            />
          </div>
          <div ref={list} id={`${id}-list`} role="listbox" aria-label={t("title")} tabIndex={-1} className="min-h-0 flex-1 overflow-auto p-2">
            {groups.map((group) => (
              <div key={group.id} role="group" aria-label={titles[group.id]}>
                <p aria-hidden className="px-2.5 pt-2 pb-1 text-[12.5px]/4 font-semibold text-muted">
                  {titles[group.id]}
                </p>
                {group.entries.map((entry) => {
                  const index = entries.indexOf(entry);
                  return (
                    <PaletteEntry
                      key={entry.id}
                      id={optionId(index)}
                      entry={entry}
                      selected={index === current}
                      onHover={() => setAt(index)}
                      onChoose={() => choose(entry)}
                    />
                  );
                })}
              </div>
            ))}
            {entries.length === 0 && <p className="p-6 text-center text-muted">{t("nothing", { q: text.trim() })}</p>}
          </div>
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}
