import { notifyManager, QueryClient } from "@tanstack/react-query";
import { isTransient } from "@/lib/api/errors";

const RETRIES = 3;

// What is put into the cache is drawn at the end of the task that put it there: an own message doesn't wait for a timer.
notifyManager.setScheduler(queueMicrotask);

/** What comes by the live feed is put into the cache, so nothing needs to be asked again when a window gets the focus. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => isTransient(error) && failures < RETRIES,
      },
      // A change is only repeated by the person: the first may have got through.
      mutations: { retry: false },
    },
  });
}
