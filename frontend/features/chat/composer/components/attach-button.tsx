"use client";

import { ChartNoAxesColumn, FileText, Image as ImageIcon, MapPin, Plus, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { Anchor } from "@/features/chat/components/anchored-menu";
import { anchorOf, LazyMenu } from "@/features/chat/components/lazy-menu";
import { ToolButton } from "@/features/chat/composer/components/tool-button";
import { useAttachments } from "@/features/chat/composer/lib/attachments";
import type { Sheet } from "@/features/chat/composer/lib/sheet";
import { useAltKey } from "@/features/chat/composer/lib/use-alt-key";
import type { Chat } from "@/lib/api/types";

type Props = { chat: Chat; onSheet: (sheet: Sheet) => void };

/** Opens the menu of what can be sent besides a text. */
export function AttachButton({ chat, onSheet }: Props) {
  const t = useTranslations("composer");
  const button = useRef<HTMLButtonElement>(null);
  const media = useRef<HTMLInputElement>(null);
  const document = useRef<HTMLInputElement>(null);
  const [anchor, setAnchor] = useState<Anchor | null>(null);
  const add = useAttachments((state) => state.add);
  const open = () => button.current && setAnchor(anchorOf(button.current));
  useAltKey("a", open);

  const entries = [
    { id: "media", label: t("menu.media"), icon: ImageIcon, onAction: () => media.current?.click() },
    { id: "document", label: t("menu.document"), icon: FileText, onAction: () => document.current?.click() },
    { id: "location", label: t("menu.location"), icon: MapPin, onAction: () => onSheet("location") },
    { id: "contact", label: t("menu.contact"), icon: UserRound, onAction: () => onSheet("contact") },
    { id: "poll", label: t("menu.poll"), icon: ChartNoAxesColumn, onAction: () => onSheet("poll") },
  ];
  const input = (ref: typeof media, accept: string | undefined, asDocument: boolean) => (
    <input
      ref={ref}
      type="file"
      multiple
      hidden
      accept={accept}
      onChange={({ target }) => {
        if (target.files) add(chat, target.files, asDocument);
        target.value = "";
      }}
    />
  );
  return (
    <>
      <ToolButton ref={button} icon={Plus} label={t("attach")} aria-haspopup="menu" aria-expanded={anchor !== null} onClick={open} />
      {anchor && <LazyMenu label={t("attach")} anchor={anchor} entries={entries} onClose={() => setAnchor(null)} />}
      {input(media, "image/*,video/*", false)}
      {input(document, undefined, true)}
    </>
  );
}
