import { change } from "@/lib/api/client";
import { type ChatName, chatPath } from "@/features/chat/api/timeline";

/** Shows in a chat what the person does, for some seconds. */
export const sendPresence = (chat: ChatName, state: "typing" | "recording" | "paused") =>
  change<void>("post", `${chatPath(chat)}/presence`, { state });
