import { create } from "zustand";
import type { TimelineMessage } from "@/features/chat/api/timeline";

type ChatId = { sessionId: string; chatId: string };

/** A place in a chat that somebody wants to see. It is another object each time, so the same place can be asked for again. */
export type Jump = { messageId: string };

type Selection = {
  /** By chat, the message that the next one answers. */
  replyingTo: Record<string, TimelineMessage>;
  /** By chat, the own message whose text is being changed. */
  editing: Record<string, TimelineMessage>;
  /** By chat, the message to scroll to and flash. */
  jumps: Record<string, Jump>;
  startReply: (message: TimelineMessage) => void;
  startEdit: (message: TimelineMessage) => void;
  /** Ends the reply or the edit of a chat. */
  clear: (chat: ChatId) => void;
  /** Shows a message of a chat, by its `id`, as soon as the chat is on screen: a hit of the search, say. */
  jumpTo: (chat: ChatId, messageId: string) => void;
  /** Forgets a jump that was made. */
  landed: (chat: ChatId) => void;
};

/** The name of a chat in the store. */
export const chatKey = ({ sessionId, chatId }: ChatId) => `${sessionId}/${chatId}`;

const without = <T>(record: Record<string, T>, key: string) =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));

/** What the person is about to do with a message. One answers or edits, never both. */
export const useSelection = create<Selection>()((set) => ({
  replyingTo: {},
  editing: {},
  jumps: {},
  startReply: (message) =>
    set(({ replyingTo, editing }) => ({
      replyingTo: { ...replyingTo, [chatKey(message)]: message },
      editing: without(editing, chatKey(message)),
    })),
  startEdit: (message) =>
    set(({ replyingTo, editing }) => ({
      editing: { ...editing, [chatKey(message)]: message },
      replyingTo: without(replyingTo, chatKey(message)),
    })),
  clear: (chat) =>
    set(({ replyingTo, editing }) => ({ replyingTo: without(replyingTo, chatKey(chat)), editing: without(editing, chatKey(chat)) })),
  jumpTo: (chat, messageId) => set(({ jumps }) => ({ jumps: { ...jumps, [chatKey(chat)]: { messageId } } })),
  landed: (chat) => set(({ jumps }) => ({ jumps: without(jumps, chatKey(chat)) })),
}));
