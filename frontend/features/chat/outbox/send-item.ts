import { change } from "@/lib/api/client";
import { ApiError } from "@/lib/api/errors";
import type { Message } from "@/lib/api/types";
import { auth } from "@/lib/supabase";
import { chatPath } from "@/features/chat/api/timeline";
import type { OutboxItem } from "@/features/chat/outbox/item";
import type { SendOptions } from "@/features/chat/outbox/outbox";

/** How long a file may take, in milliseconds. */
const UPLOAD_LIMIT = 30 * 60_000;

/** Hands a message to the server, under its own key. Only who wrote it sends it. */
export async function sendItem(item: OutboxItem, file: Blob | undefined, { signal, onProgress }: SendOptions): Promise<Message> {
  const { data } = await auth().getSession();
  if (data.session?.user.id !== item.owner) throw new ApiError("token_missing", "", 401);
  const options = { signal, headers: { "Idempotency-Key": item.id } };
  if (!file) return change<Message>("post", chatPath(item), item.content, options);

  const form = new FormData();
  // The server reads the message before the bytes.
  form.append("message", new Blob([JSON.stringify(item.content)], { type: "application/json" }));
  form.append("file", file, item.file?.name);
  return change<Message>("post", chatPath(item), form, {
    ...options,
    timeout: UPLOAD_LIMIT,
    onUploadProgress: ({ loaded, total }) => onProgress(total ? loaded / total : 0),
  });
}
