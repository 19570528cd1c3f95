import { createContext, use } from "react";
import type { Chat, Quote, Session } from "@/lib/api/types";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import type { People } from "@/features/chat/bubbles/lib/people";

/** Where a menu opens: at an element, or at a point of the window. */
export type MenuPlace = { element: HTMLElement } | { x: number; y: number; element: HTMLElement };

/** What the bubbles of a chat share. All of them are drawn anew when it changes: it holds nothing that a new message changes. */
export type Conversation = {
  chat: Pick<Chat, "chatId" | "isGroup">;
  session: Session;
  people: People;
  /** Shows the message that a quote tells of. */
  showOrigin: (quote: Quote) => void;
  openMenu: (message: TimelineMessage, place: MenuPlace) => void;
  openPicture: (message: TimelineMessage) => void;
};

export const ConversationContext = createContext<Conversation | null>(null);

export function useConversation(): Conversation {
  const conversation = use(ConversationContext);
  if (!conversation) throw new Error("A bubble stands in a conversation.");
  return conversation;
}
