import { create } from "zustand";
import { newId } from "@/features/chat/outbox/new-id";
import { chatKey } from "@/features/chat/timeline/selection-store";
import { type FileKind, kindOf } from "@/features/chat/composer/lib/check-file";

/** A file that the person picked and hasn't sent yet. */
export type Attachment = { id: string; file: File; kind: FileKind; caption: string };

type ChatName = { sessionId: string; chatId: string };

type Attachments = {
  /** By chat. They live as long as the tab: a browser doesn't let a page open a file again. */
  byChat: Record<string, Attachment[]>;
  /** Adds files as what they are, or all as documents. */
  add: (chat: ChatName, files: Iterable<File>, asDocument?: boolean) => void;
  change: (chat: ChatName, id: string, next: Partial<Pick<Attachment, "kind" | "caption">>) => void;
  remove: (chat: ChatName, id: string) => void;
  clear: (chat: ChatName) => void;
};

const none: Attachment[] = [];

export const useAttachments = create<Attachments>()((set) => {
  const update = (chat: ChatName, next: (files: Attachment[]) => Attachment[]) =>
    set(({ byChat }) => ({ byChat: { ...byChat, [chatKey(chat)]: next(byChat[chatKey(chat)] ?? none) } }));
  return {
    byChat: {},
    add: (chat, files, asDocument = false) =>
      update(chat, (current) => [
        ...current,
        ...[...files].map((file) => ({ id: newId(), file, kind: asDocument ? ("document" as const) : kindOf(file), caption: "" })),
      ]),
    change: (chat, id, next) => update(chat, (files) => files.map((file) => (file.id === id ? { ...file, ...next } : file))),
    remove: (chat, id) => update(chat, (files) => files.filter((file) => file.id !== id)),
    clear: (chat) => update(chat, () => none),
  };
});

/** The files that wait in a chat's tray. */
export const useChatAttachments = (chat: ChatName) => useAttachments(({ byChat }) => byChat[chatKey(chat)] ?? none);
