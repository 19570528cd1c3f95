import type { Updates } from "@/lib/api/types";

type Handler = (updates: Updates) => void;

const handlers = new Set<Handler>();

/** Calls the handler with whatever changed, until the function that it gives is called. Each part of the app puts what is its own into its cache. */
export function onUpdates(handler: Handler): () => void {
  handlers.add(handler);
  return () => handlers.delete(handler);
}

/** Tells everybody in this tab what changed. A handler that breaks doesn't keep the others from hearing it. */
export function publishUpdates(updates: Updates) {
  for (const handler of handlers) {
    try {
      handler(updates);
    } catch (error) {
      reportError(error);
    }
  }
}
