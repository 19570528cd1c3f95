"use client";

import { Ban, Copy, CornerUpLeft, Forward, Info, type LucideIcon, Pencil, Pin, Plus, Star, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useLayoutEffect, useRef } from "react";
import { Menu, MenuItem, MenuSection, Popover } from "react-aria-components/Menu";
import { useCopy } from "@/hooks/use-copy";
import { cancelMessage, pinMessage, react, starMessage } from "@/features/chat/api/actions";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import type { MenuPlace } from "@/features/chat/bubbles/conversation-context";
import { actionsFor } from "@/features/chat/bubbles/lib/can";
import { withOwnReaction } from "@/features/chat/bubbles/lib/reactions";
import { useMessageChange } from "@/features/chat/bubbles/use-message-change";
import { useNow } from "@/features/chat/bubbles/use-now";
import type { Overlay } from "@/features/chat/timeline/hooks/use-overlays";
import { useSelection } from "@/features/chat/timeline/selection-store";
import { cn } from "@/lib/cn";

const QUICK = ["👍", "❤️", "😂", "😮", "😢", "🙏"];
const item = "cursor-default rounded-2xl outline-none data-focused:bg-default data-focus-visible:outline-2 data-focus-visible:-outline-offset-2 data-focus-visible:outline-focus";
const square = cn(item, "grid size-9 place-items-center pointer-coarse:size-11");
/** For how many days a message is pinned. */
const PIN_DAYS = 7;

type Props = { message: TimelineMessage; place: MenuPlace; show: (overlay: Overlay) => void; onClose: () => void };

type Entry = { id: string; label: string; icon: LucideIcon; danger?: boolean; run: () => void };

/** What can be done with a message: reactions first, then the rest. */
export function MessageMenu({ message, place, show, onClose }: Props) {
  const t = useTranslations("conversation.menu");
  const anchor = useRef<HTMLSpanElement>(null);
  const change = useMessageChange();
  const copy = useCopy();
  const { startReply, startEdit } = useSelection.getState();
  const can = actionsFor(message, useNow());
  const now = useNow();
  const mine = message.reactions?.find(({ sender }) => sender === "me")?.emoji;
  const pinned = message.pinnedUntil !== undefined && Date.parse(message.pinnedUntil) > now;

  // The focus is given back by hand: the menu's own anchor is no place for it.
  const origin = place.element;
  useLayoutEffect(() => () => void requestAnimationFrame(() => {
    if (document.activeElement === document.body) origin.focus({ preventScroll: true });
  }), [origin]);

  const chooseReaction = (emoji: string) =>
    change.mutate({ message, ask: () => react(message, emoji), patch: { reactions: withOwnReaction(message.reactions, emoji) } });

  const entries: (Entry | false)[] = [
    can.reply && { id: "reply", label: t("reply"), icon: CornerUpLeft, run: () => startReply(message) },
    can.copy && { id: "copy", label: t("copy"), icon: Copy, run: () => void copy(message.body, { done: t("copied"), failed: t("copyFailed") }) },
    can.forward && { id: "forward", label: t("forward"), icon: Forward, run: () => show({ kind: "forward", message, place }) },
    can.star && {
      id: "star",
      label: message.starred ? t("unstar") : t("star"),
      icon: Star,
      run: () => change.mutate({ message, ask: () => starMessage(message, !message.starred), patch: { starred: !message.starred } }),
    },
    can.pin && {
      id: "pin",
      label: pinned ? t("unpin") : t("pin"),
      icon: Pin,
      run: () => change.mutate({ message, ask: () => pinMessage(message, pinned ? 0 : PIN_DAYS) }),
    },
    can.edit && { id: "edit", label: t("edit"), icon: Pencil, run: () => startEdit(message) },
    can.details && { id: "details", label: t("details"), icon: Info, run: () => show({ kind: "details", message, place }) },
    can.hold && { id: "hold", label: t("hold"), icon: Ban, run: () => change.mutate({ message, ask: () => cancelMessage(message) }) },
    can.remove && { id: "delete", label: t("delete"), icon: Trash2, danger: true, run: () => show({ kind: "delete", message, place }) },
  ];
  const shown = entries.filter((entry) => entry !== false);
  const run = (id: string) => {
    onClose();
    if (id === "more") return show({ kind: "emoji", message, place });
    const emoji = QUICK.find((one) => one === id);
    if (emoji) return chooseReaction(emoji === mine ? "" : emoji);
    shown.find((entry) => entry.id === id)?.run();
  };

  return (
    <>
      <span ref={anchor} aria-hidden className="pointer-events-none fixed" style={areaOf(place)} />
      <Popover
        triggerRef={anchor}
        isOpen
        onOpenChange={(open) => !open && onClose()}
        placement="bottom start"
        className="min-w-60 overflow-auto rounded-3xl bg-overlay p-1.5 shadow-overlay outline-none transition-opacity duration-[160ms] starting:opacity-0"
      >
        <Menu aria-label={t("label")} autoFocus="first" className="outline-none" onClose={onClose} onAction={(key) => run(String(key))}>
          {can.react && (
            <MenuSection aria-label={t("react")} className="mb-1 flex border-b border-separator pb-1">
              {QUICK.map((emoji) => (
                <MenuItem
                  key={emoji}
                  id={emoji}
                  textValue={emoji === mine ? t("takeBack", { emoji }) : t("reactWith", { emoji })}
                  aria-label={emoji === mine ? t("takeBack", { emoji }) : t("reactWith", { emoji })}
                  className={cn(square, "text-xl", emoji === mine && "bg-accent-soft")}
                >
                  {emoji}
                </MenuItem>
              ))}
              <MenuItem id="more" textValue={t("moreReactions")} aria-label={t("moreReactions")} className={cn(square, "text-muted")}>
                <Plus className="size-5" aria-hidden />
              </MenuItem>
            </MenuSection>
          )}
          {shown.map(({ id, label, icon: Icon, danger }) => (
            <MenuItem key={id} id={id} textValue={label} className={cn(item, "flex min-h-9 items-center gap-2.5 px-2.5 pointer-coarse:min-h-11", danger && "text-danger-soft-foreground")}>
              <Icon aria-hidden className={cn("size-[17px] shrink-0", danger ? "" : "text-muted")} strokeWidth={1.75} />
              {label}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </>
  );
}

/** Where the menu opens: at the pointer, else at the element. */
function areaOf(place: MenuPlace): React.CSSProperties {
  if ("x" in place) return { left: place.x, top: place.y, width: 1, height: 1 };
  const { left, top, width, height } = place.element.getBoundingClientRect();
  // A message may be higher than the screen.
  return { left, top: Math.max(top, 60), width, height: Math.min(height, 40) };
}
