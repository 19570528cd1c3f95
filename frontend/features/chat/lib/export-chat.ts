import { http } from "@/lib/api/client";
import type { Chat } from "@/lib/api/types";

export const exportFormats = ["html", "csv", "json"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Characters that file systems don't take. */
const unfit = /[\\/:*?"<>|\p{Cc}]+/gu;

/** Saves a whole chat as a ZIP. The token goes in a header, so a plain link wouldn't do. */
export async function exportChat(chat: Chat, format: ExportFormat, name: string) {
  const path = `/api/messages/${chat.sessionId}/chat/${encodeURIComponent(chat.chatId)}/export`;
  const { data } = await http().get<Blob>(path, { params: { format }, responseType: "blob", timeout: 0 });
  const url = URL.createObjectURL(data);
  const link = document.createElement("a");
  link.href = url;
  link.download = `${name.replace(unfit, " ").trim() || "chat"}.zip`;
  link.click();
  URL.revokeObjectURL(url);
}
