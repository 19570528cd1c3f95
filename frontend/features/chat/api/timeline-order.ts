import type { Message } from "@/lib/api/types";

type Placed = Pick<Message, "id" | "timestamp">;

/** The fraction of a second as nine digits: the API leaves zeros at its end out. */
const fraction = (timestamp: string) => (/\.(\d+)/.exec(timestamp)?.[1] ?? "").padEnd(9, "0");

/** The total order of a chat: by time, to the last digit that the API tells, then by id. */
export function compareMessages(a: Placed, b: Placed): number {
  const byTime = Date.parse(a.timestamp) - Date.parse(b.timestamp);
  if (byTime !== 0) return byTime;
  return compareText(fraction(a.timestamp), fraction(b.timestamp)) || compareText(a.id, b.id);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
