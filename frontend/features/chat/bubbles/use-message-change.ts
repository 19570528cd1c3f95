"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { useErrorText } from "@/hooks/use-error-text";
import type { Message } from "@/lib/api/types";
import { removeMessages, upsertMessages } from "@/features/chat/api/timeline-cache";
import type { TimelineMessage } from "@/features/chat/api/timeline";

type Change = {
  message: TimelineMessage;
  /** Asks the server, which answers with the message as it is then. */
  ask: () => Promise<Message | void>;
  /** What the person sees until the answer is here. */
  patch?: Partial<Message>;
  /** The message is gone when the server agrees. */
  removes?: boolean;
};

/** Changes a message: at once on screen, back again if the server doesn't agree. */
export function useMessageChange() {
  const queryClient = useQueryClient();
  const say = useErrorText();
  return useMutation({
    mutationFn: ({ ask }: Change) => ask(),
    onMutate: ({ message, patch }) => patch && upsertMessages(queryClient, [{ ...message, ...patch }]),
    onError: (error, { message, patch }) => {
      if (patch) upsertMessages(queryClient, [message]);
      toast.error(say(error));
    },
    onSuccess: (answer, { message, removes }) => {
      if (removes) removeMessages(queryClient, [message.id]);
      else if (answer) upsertMessages(queryClient, [answer]);
    },
  });
}
