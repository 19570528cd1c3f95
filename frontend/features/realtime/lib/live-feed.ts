import type { QueryClient } from "@tanstack/react-query";
import { cursorStore } from "@/features/realtime/lib/cursor-store";
import { type Feed, startFeed } from "@/features/realtime/lib/feed";
import { longPollAttempt, pollAttempt, type PollPorts } from "@/features/realtime/lib/polls";
import { streamAttempt } from "@/features/realtime/lib/stream";
import { joinTabs, type TabMessage, type Tabs } from "@/features/realtime/lib/tabs";
import { getData } from "@/lib/api/client";
import type { Updates } from "@/lib/api/types";
import { settings } from "@/lib/env";
import { publishUpdates } from "@/lib/live/bus";
import { setLeader } from "@/lib/live/leader";
import { type LiveStatus, setLiveStatus } from "@/lib/live/status";
import { sessionsQuery } from "@/lib/queries/sessions";
import { accessToken, renewToken as renewRefused } from "@/lib/supabase";

const renewToken = async () => {
  await renewRefused(await accessToken());
};

const pollPorts = (client: QueryClient): PollPorts => ({
  numbers: async () => (await client.fetchQuery(sessionsQuery())).map((session) => session.id),
  ask: (sessionId, cursor, wait, signal) =>
    getData<Updates>(`/api/messages/${sessionId}/updates`, { params: { cursor, wait }, signal, timeout: (wait + 20) * 1000 }),
});

/** Brings the news of one person into this tab, with one connection for all of the person's tabs. Ends with what it gives. */
export function followNews(userId: string, client: QueryClient): () => void {
  const cursor = cursorStore(userId);
  let feed: Feed | undefined;
  let status: LiveStatus = "connecting";

  const apply = (message: TabMessage) => {
    if (message.kind === "updates") publishUpdates(message.updates);
    if (message.kind === "cursor") cursor.write(message.cursor);
    if (message.kind === "status") setLiveStatus(message.status);
    if (message.kind === "missed") void client.invalidateQueries();
    if (message.kind === "hello" && feed) tabs.tell({ kind: "status", status });
  };
  /** Here and in the other tabs. */
  const everywhere = (message: TabMessage) => {
    apply(message);
    tabs.tell(message);
  };

  const lead = () => {
    setLeader(true);
    const polls = pollPorts(client);
    feed = startFeed({
      attempts: {
        stream: streamAttempt({ url: `${settings().apiUrl}/api/events`, token: accessToken, renewToken }),
        longPoll: longPollAttempt(polls),
        poll: pollAttempt(polls),
      },
      isOnline: () => navigator.onLine,
      renewToken,
      cursor: { read: cursor.read, write: (next) => everywhere({ kind: "cursor", cursor: next }) },
      publish: (updates) => everywhere({ kind: "updates", updates }),
      setStatus: (next) => {
        status = next;
        everywhere({ kind: "status", status: next });
      },
      missed: () => everywhere({ kind: "missed" }),
    });
  };

  const wake = () => {
    if (document.visibilityState === "visible") feed?.wake();
  };
  const online = () => feed?.wake();
  const offline = () => feed?.sleep();
  window.addEventListener("online", online);
  window.addEventListener("offline", offline);
  document.addEventListener("visibilitychange", wake);

  // Leading may begin within the call, where there are no locks.
  let tabs: Tabs = { tell: () => {}, close: () => {} };
  tabs = joinTabs({ name: `conectafy-feed:${userId}`, onMessage: apply, onLead: lead });

  return () => {
    window.removeEventListener("online", online);
    window.removeEventListener("offline", offline);
    document.removeEventListener("visibilitychange", wake);
    feed?.stop();
    tabs.close();
    setLeader(false);
    setLiveStatus("connecting");
  };
}
