import { PAGE_SIZE, type TimelineData, type TimelineParam } from "@/features/chat/api/timeline";

/** Unread messages that the newest page surely holds, with own ones and notices between them. */
const NEAR = PAGE_SIZE - 15;

type Known = {
  unread: number;
  /** The message at which the person left the chat. */
  place: string | undefined;
  /** What is loaded of the chat. */
  data: TimelineData | undefined;
};

/** Where a chat opens: at the first unread message, else where the person left it, else at its end. */
export function openingOf({ unread, place, data }: Known): { param: TimelineParam; reload: boolean } {
  const param = paramOf(unread, place);
  if (!data) return { param, reload: false };
  const loaded = data.pages.flatMap((page) => page.messages);
  const reachesEnd = data.pages.at(-1)?.atEnd ?? false;
  if (param.at === "around") return { param, reload: !loaded.some(({ id }) => id === param.id) };
  if (param.at === "unread") return { param, reload: !reachesEnd || loaded.length < unread };
  return { param, reload: !reachesEnd };
}

function paramOf(unread: number, place: string | undefined): TimelineParam {
  if (unread > NEAR) return { at: "unread", count: unread };
  if (unread === 0 && place) return { at: "around", id: place };
  return { at: "end" };
}
