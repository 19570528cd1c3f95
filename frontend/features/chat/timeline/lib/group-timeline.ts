import type { TimelineMessage } from "@/features/chat/api/timeline";

/** Messages of one speaker that follow each other within this time stand together, in milliseconds. */
const TOGETHER = 5 * 60_000;

/** A line of the timeline. `day` is the date in the person's zone, as 2026-11-27. */
export type Row = { key: string; day: string } & (
  | { kind: "day"; at: string }
  | { kind: "unread"; count: number }
  | {
      kind: "gap";
      /** When the first message came that we missed. */
      from: string;
      /** When the last of them was recovered. */
      to: string;
      count: number;
    }
  | {
      kind: "message";
      message: TimelineMessage;
      /** The first, or the last, of its speaker's that stand together. */
      first: boolean;
      last: boolean;
    }
);

type Options = {
  /** Tells the date of a moment. */
  dayOf: (timestamp: string) => string;
  /** The first message that nobody read, and how many there are. */
  unread?: { firstId: string; count: number } | null;
};

/** Arranges messages, oldest first, as the timeline shows them. */
export function groupTimeline(messages: TimelineMessage[], { dayOf, unread }: Options): Row[] {
  const rows: Row[] = [];
  let previous: Extract<Row, { kind: "message" }> | undefined;
  let day = "";
  for (const [index, message] of messages.entries()) {
    const today = dayOf(message.timestamp);
    const lines = rows.length;
    if (today !== day) rows.push({ kind: "day", key: `day ${today}`, day: today, at: message.timestamp });
    if (unread?.firstId === message.id) rows.push({ kind: "unread", key: "unread", day: today, count: unread.count });
    if (beginsGap(messages, index)) rows.push({ ...gapAt(messages, index), day: today });
    const apart = rows.length > lines || !previous || !standTogether(previous.message, message);
    if (apart && previous) previous.last = true;
    day = today;
    const key = message.echoKey ?? message.id;
    previous = { kind: "message", key, day: today, message, first: apart, last: false };
    rows.push(previous);
  }
  if (previous) previous.last = true;
  return rows;
}

/** The id of the message with which the last `count` unread ones begin; null if fewer are loaded. */
export function firstUnread(messages: TimelineMessage[], count: number): string | null {
  let left = count;
  for (let index = messages.length - 1; index >= 0 && left > 0; index--) {
    if (countsAsUnread(messages[index]!) && --left === 0) return messages[index]!.id;
  }
  return null;
}

/** Notices and calls are no messages that wait for somebody. */
export const countsAsUnread = ({ fromMe, type }: TimelineMessage) => !fromMe && type !== "notice" && type !== "call";

const standsAlone = ({ type }: TimelineMessage) => type === "notice" || type === "call";

function standTogether(a: TimelineMessage, b: TimelineMessage): boolean {
  if (standsAlone(a) || standsAlone(b)) return false;
  if (a.fromMe !== b.fromMe || (!a.fromMe && a.participant !== b.participant)) return false;
  return Date.parse(b.timestamp) - Date.parse(a.timestamp) <= TOGETHER;
}

const isRecovered = (message: TimelineMessage | undefined) => message?.origin === "recovered";

const beginsGap = (messages: TimelineMessage[], index: number) =>
  isRecovered(messages[index]) && !isRecovered(messages[index - 1]);

function gapAt(messages: TimelineMessage[], index: number) {
  let end = index;
  while (isRecovered(messages[end + 1])) end++;
  const run = messages.slice(index, end + 1);
  const recovered = run.map(({ createdAt }) => createdAt).reduce((a, b) => (Date.parse(a) > Date.parse(b) ? a : b));
  const first = run[0]!;
  // The run may grow at its older end when more is loaded, and its row is the same one.
  return { kind: "gap" as const, key: `gap ${run.at(-1)!.id}`, from: first.timestamp, to: recovered, count: run.length };
}

/** Tells the date of a moment in a zone, as 2026-11-27. Neighbours mostly share the hour, whose date is remembered. */
export function dayTeller(timeZone: string) {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const known = new Map<number, string>();
  // No zone is off by less than a quarter of an hour.
  const QUARTER = 15 * 60_000;
  return (timestamp: string) => {
    const quarter = Math.floor(Date.parse(timestamp) / QUARTER);
    let day = known.get(quarter);
    if (day === undefined) {
      day = format.format(quarter * QUARTER);
      known.set(quarter, day);
    }
    return day;
  };
}
