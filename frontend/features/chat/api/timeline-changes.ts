import { hashKey, type QueryClient } from "@tanstack/react-query";
import {
  type ChatName,
  getTimelinePage,
  timelineKeys,
  type TimelineData,
  type TimelineParam,
} from "@/features/chat/api/timeline";

type Change = (data: TimelineData) => TimelineData;

/** By chat, the changes since a request for a new window began. */
const openings = new Map<string, Change[]>();

/**
 * Changes what is loaded of a chat, if anything is. A request that is under way answers with what the server knew before:
 * the change is made again on its answer, so it mustn't matter how often it is made.
 */
export function changeTimeline(queryClient: QueryClient, chat: ChatName, change: Change) {
  const key = timelineKeys.chat(chat);
  const apply = () => queryClient.setQueryData<TimelineData>(key, (data) => data && change(data));
  apply();
  openings.get(hashKey(key))?.push(change);
  const query = queryClient.getQueryCache().find({ queryKey: key });
  if (query?.state.fetchStatus !== "fetching") return;
  const stop = queryClient.getQueryCache().subscribe((event) => {
    if (event.query !== query || query.state.fetchStatus === "fetching") return;
    stop();
    apply();
  });
}

/** Loads another part of a chat in the place of the one that is loaded, which stays until the new one is here. */
export async function openWindow(queryClient: QueryClient, chat: ChatName, param: TimelineParam, signal?: AbortSignal) {
  const key = timelineKeys.chat(chat);
  const name = hashKey(key);
  await queryClient.cancelQueries({ queryKey: key });
  const changes: Change[] = [];
  openings.set(name, changes);
  try {
    const page = await getTimelinePage(chat, param, signal);
    const opened: TimelineData = { pages: [page], pageParams: [param] };
    // A page that was asked for meanwhile belongs to what was there before. Not awaited: nothing may begin in between.
    void queryClient.cancelQueries({ queryKey: key });
    queryClient.setQueryData<TimelineData>(key, changes.reduce((data, change) => change(data), opened));
  } finally {
    if (openings.get(name) === changes) openings.delete(name);
  }
}
