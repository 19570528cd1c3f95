import type { QueryClient } from "@tanstack/react-query";
import type { Session } from "@/lib/api/types";
import { sessionKeys } from "@/lib/queries/sessions";
import { useCurrentOutbox } from "@/features/chat/outbox/current";
import { EchoSync, type SayFailure } from "@/features/chat/outbox/echo-sync";
import { exclusive } from "@/features/chat/outbox/exclusive";
import { fileStorage } from "@/features/chat/outbox/file-storage";
import { Outbox } from "@/features/chat/outbox/outbox";
import { sendItem } from "@/features/chat/outbox/send-item";
import { ItemStorage } from "@/features/chat/outbox/storage";

/** How often to see whether a message got old while nothing else happened, in milliseconds. */
const GLANCE = 60_000;

/** Sets up the outbox of a person in this tab, until the function that it gives is called. */
export function startOutbox(queryClient: QueryClient, owner: string, say: SayFailure): () => void {
  const storage = new ItemStorage(owner);
  const statusOf = (id: string) => queryClient.getQueryData<Session[]>(sessionKeys.list())?.find((session) => session.id === id)?.status;

  const outbox: Outbox = new Outbox({
    owner,
    storage,
    files: fileStorage,
    send: sendItem,
    exclusive,
    online: () => navigator.onLine,
    // Of a number that isn't known here the server knows.
    connected: (id) => (statusOf(id) ?? "connected") === "connected",
    onSent: (item, message) => echoes.sent(item, message),
    onChange: () => refresh(),
  });
  const echoes = new EchoSync(queryClient, outbox, say);

  function refresh() {
    echoes.sync();
    const oldCount = navigator.onLine ? outbox.oldOnes().length : 0;
    if (useCurrentOutbox.getState().oldCount !== oldCount) useCurrentOutbox.setState({ oldCount });
  }
  function changed() {
    refresh();
    outbox.look();
  }
  function back() {
    refresh();
    outbox.hurry();
  }

  const stopWatching = storage.watch(changed);
  const stopSessions = onConnected(queryClient, back);
  const timer = setInterval(changed, GLANCE);
  window.addEventListener("online", back);
  window.addEventListener("offline", refresh);
  useCurrentOutbox.setState({ outbox, owner });
  changed();

  return () => {
    outbox.stop();
    echoes.clear();
    stopWatching();
    stopSessions();
    clearInterval(timer);
    window.removeEventListener("online", back);
    window.removeEventListener("offline", refresh);
    useCurrentOutbox.setState({ outbox: null, owner: null, oldCount: 0 });
  };
}

/** Calls `tell` when another number is connected than before. */
function onConnected(queryClient: QueryClient, tell: () => void): () => void {
  const connected = () =>
    (queryClient.getQueryData<Session[]>(sessionKeys.list()) ?? [])
      .filter(({ status }) => status === "connected")
      .map(({ id }) => id)
      .join();
  let before = connected();
  return queryClient.getQueryCache().subscribe(({ type, query }) => {
    if (type !== "updated" || query.queryKey[0] !== sessionKeys.all[0]) return;
    const now = connected();
    if (now === before) return;
    before = now;
    tell();
  });
}
