"use client";

import { ConversationPane } from "@/features/chat/components/conversation-pane";
import { ChatList } from "@/features/chat/list/components/chat-list";
import { usePlace } from "@/features/chat/lib/use-place";
import { cn } from "@/lib/cn";

/** The inbox: the chats, the open conversation and its details, side by side where there is room, else one at a time. */
export function ChatPage() {
  const { place } = usePlace();
  return (
    <div className="grid h-full min-w-0 grid-cols-1 min-[900px]:grid-cols-[332px_minmax(0,1fr)] xl:grid-cols-[356px_minmax(0,1fr)]">
      <div className={cn("h-full min-h-0 min-w-0 border-border min-[900px]:border-e", place.chat && "max-[899px]:hidden")}>
        <ChatList />
      </div>
      <div
        data-conversation={place.chat ? "" : undefined}
        className={cn("h-full min-h-0 min-w-0 bg-chat-canvas", !place.chat && "max-[899px]:hidden")}
      >
        <ConversationPane />
      </div>
    </div>
  );
}
