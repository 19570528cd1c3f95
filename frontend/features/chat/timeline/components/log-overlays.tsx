"use client";

import dynamic from "next/dynamic";
import type { TimelineMessage } from "@/features/chat/api/timeline";
import type { Overlay } from "@/features/chat/timeline/hooks/use-overlays";

// Each comes with its first use: a chat that is only read loads none of them.
const MessageMenu = dynamic(() => import("@/features/chat/timeline/components/message-menu").then((module) => module.MessageMenu), { ssr: false });
const ReactionPicker = dynamic(() => import("@/features/chat/timeline/components/reaction-picker").then((module) => module.ReactionPicker), { ssr: false });
const Lightbox = dynamic(() => import("@/features/chat/bubbles/components/lightbox").then((module) => module.Lightbox), { ssr: false });
const ForwardDialog = dynamic(() => import("@/features/chat/timeline/components/forward-dialog").then((module) => module.ForwardDialog), { ssr: false });
const DetailsDialog = dynamic(() => import("@/features/chat/timeline/components/details-dialog").then((module) => module.DetailsDialog), { ssr: false });
const DeleteDialog = dynamic(() => import("@/features/chat/timeline/components/delete-dialog").then((module) => module.DeleteDialog), { ssr: false });

type Props = { overlay: Overlay | null; messages: TimelineMessage[]; show: (overlay: Overlay) => void; onClose: (overlay: Overlay) => void };

/** What is open over the timeline. The message is the newest of its id: it may change while its menu is open. */
export function LogOverlays({ overlay, messages, show, onClose }: Props) {
  if (!overlay) return null;
  const close = () => onClose(overlay);
  const message = messages.find(({ id }) => id === overlay.message.id) ?? overlay.message;
  switch (overlay.kind) {
    case "menu":
      return <MessageMenu message={message} place={overlay.place} show={show} onClose={close} />;
    case "emoji":
      return <ReactionPicker message={message} place={overlay.place} onClose={close} />;
    case "picture":
      return <Lightbox message={message} messages={messages} onClose={close} />;
    case "forward":
      return <ForwardDialog message={message} onClose={close} />;
    case "details":
      return <DetailsDialog message={message} onClose={close} />;
    case "delete":
      return <DeleteDialog message={message} onClose={close} />;
  }
}
