"use client";

import { Download, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import type { Anchor } from "@/features/chat/components/anchored-menu";
import { LazyMenu } from "@/features/chat/components/lazy-menu";
import { exportChat, type ExportFormat } from "@/features/chat/lib/export-chat";
import { useChatMenu } from "@/features/chat/lib/use-chat-menu";
import { useChatTitle } from "@/features/chat/lib/use-chat-title";
import { useErrorText } from "@/hooks/use-error-text";
import type { Chat } from "@/lib/api/types";

type Props = { chat: Chat; anchor: Anchor; onSearch: () => void; onClose: () => void };

/** What to do with the open chat. */
export function HeaderMenu({ chat, anchor, onSearch, onClose }: Props) {
  const t = useTranslations("chat.header");
  const say = useErrorText();
  const title = useChatTitle()(chat);
  const common = useChatMenu(chat);
  const save = (format: ExportFormat) =>
    toast.promise(exportChat(chat, format, title), { loading: t("exporting"), success: t("exported"), error: say });
  const entries = [
    { id: "search", label: t("search"), icon: Search, onAction: onSearch },
    ...common,
    { id: "html", label: t("exportHtml"), icon: Download, onAction: () => void save("html") },
    { id: "csv", label: t("exportCsv"), icon: Download, onAction: () => void save("csv") },
    { id: "json", label: t("exportJson"), icon: Download, onAction: () => void save("json") },
  ];
  return <LazyMenu label={t("more")} anchor={anchor} entries={entries} onClose={onClose} />;
}
