import { infiniteQueryOptions, type InfiniteData, queryOptions, skipToken, type UseInfiniteQueryResult } from "@tanstack/react-query";
import { getData } from "@/lib/api/client";
import { isApiError } from "@/lib/api/errors";
import type { Message } from "@/lib/api/types";

/** Messages that one request brings. */
export const PAGE_SIZE = 50;
/** Pages that stay in memory; the far ones are dropped and asked for again when the person gets there. */
export const MAX_PAGES = 8;

/** How an own message stands that the server doesn't know yet. */
export type LocalEcho = {
  /** The Idempotency-Key, which is the message's `id` until the server gives it one. */
  key: string;
  state: "waiting" | "uploading" | "failed";
  /** How much of the file is up, 0 to 1. */
  progress?: number;
  /** Why it failed; its words come translated. */
  error?: { message: string; requestId?: string | null };
  /** A blob: link of the file, to be shown at once. */
  previewUrl?: string;
  /** Sends it again under the same key. */
  retry?: () => void;
  /** Forgets it, or stops its upload. */
  discard?: () => void;
};

/** A message as the timeline shows it. */
export type TimelineMessage = Message & {
  local?: LocalEcho;
  /** The key of the echo that it was, so that its row stays the same one on screen. */
  echoKey?: string;
};

/** Neighbours in a chat, oldest first. */
export type TimelinePage = {
  messages: TimelineMessage[];
  /** Nothing is older than this page. */
  atStart: boolean;
  /** Nothing is newer than this page. */
  atEnd: boolean;
  /** Of a page that was asked for by unread messages: the first of them. */
  unreadId?: string;
};

/** Which messages to ask for. `unread` are the last so many, wherever the first of them lies. */
export type TimelineParam =
  | { at: "end" }
  | { at: "unread"; count: number }
  | { at: "around" | "before" | "after"; id: string };

/** The loaded part of a chat: pages that follow each other, oldest first. */
export type TimelineData = InfiniteData<TimelinePage, TimelineParam>;

/** Own messages that the server doesn't know yet, and what the feed brought that may be one of them. */
export type Echoes = { echoes: TimelineMessage[]; held: Message[] };

export type ChatName = { sessionId: string; chatId: string };

export const timelineKeys = {
  all: ["timeline"] as const,
  chat: ({ sessionId, chatId }: ChatName) => [...timelineKeys.all, sessionId, chatId] as const,
  allEchoes: ["timeline-echoes"] as const,
  echoes: ({ sessionId, chatId }: ChatName) => [...timelineKeys.allEchoes, sessionId, chatId] as const,
};

export const chatPath = ({ sessionId, chatId }: ChatName) => `/api/messages/${sessionId}/chat/${encodeURIComponent(chatId)}`;

/** One page of a chat, oldest first. */
export async function getTimelinePage(chat: ChatName, param: TimelineParam, signal?: AbortSignal): Promise<TimelinePage> {
  if (param.at === "unread") return getUnreadPage(chat, param.count, signal);
  const place = param.at === "end" ? {} : { [param.at]: param.id };
  const messages = await getMessages(chat, { limit: PAGE_SIZE, ...place }, signal);
  const last = messages.length < PAGE_SIZE;
  if (param.at === "end") return { messages, atStart: last, atEnd: true };
  if (param.at === "before") return { messages, atStart: last, atEnd: false };
  if (param.at === "after") return { messages, atStart: false, atEnd: last };
  // Around a message come half a page before it and half a page, less itself, after it.
  const index = messages.findIndex((message) => message.id === param.id);
  const newer = messages.length - 1 - index;
  return { messages, atStart: index < PAGE_SIZE / 2, atEnd: newer < Math.floor((PAGE_SIZE - 1) / 2) };
}

/** The page with the first of the last `count` messages. */
async function getUnreadPage(chat: ChatName, count: number, signal?: AbortSignal): Promise<TimelinePage> {
  const [first] = await getMessages(chat, { limit: 1, offset: count - 1 }, signal);
  if (!first) return getTimelinePage(chat, { at: "end" }, signal);
  return { ...(await getTimelinePage(chat, { at: "around", id: first.id }, signal)), unreadId: first.id };
}

async function getMessages(chat: ChatName, params: object, signal?: AbortSignal): Promise<Message[]> {
  try {
    return await getData<Message[]>(chatPath(chat), { params, signal });
  } catch (error) {
    // Nobody wrote in this chat yet.
    if (isApiError(error) && error.code === "chat_not_found") return [];
    throw error;
  }
}

/** What a view of the timeline needs of its query. */
export type TimelinePager = Pick<
  UseInfiniteQueryResult,
  | "isFetching"
  | "hasPreviousPage"
  | "hasNextPage"
  | "isFetchingPreviousPage"
  | "isFetchingNextPage"
  | "isFetchPreviousPageError"
  | "isFetchNextPageError"
  | "fetchPreviousPage"
  | "fetchNextPage"
>;

/**
 * The loaded part of a chat, which grows both ways. The live feed keeps it up to date, so it never goes stale.
 * `opening` says where it begins when nothing of it is loaded.
 */
export const timelineQuery = (chat: ChatName, opening: TimelineParam = { at: "end" }) =>
  infiniteQueryOptions<TimelinePage, Error, TimelineData, ReturnType<typeof timelineKeys.chat>, TimelineParam>({
    queryKey: timelineKeys.chat(chat),
    queryFn: ({ pageParam, signal }) => getTimelinePage(chat, pageParam, signal),
    initialPageParam: opening,
    getPreviousPageParam: (first): TimelineParam | undefined => beyond("before", first.atStart, first.messages.at(0)),
    getNextPageParam: (last): TimelineParam | undefined => beyond("after", last.atEnd, last.messages.at(-1)),
    maxPages: MAX_PAGES,
    staleTime: Infinity,
  });

const beyond = (at: "before" | "after", isLast: boolean, edge: TimelineMessage | undefined): TimelineParam | undefined =>
  isLast || !edge ? undefined : { at, id: edge.id };

/** Own messages of a chat that wait or failed. The composer puts them there; nothing is fetched. */
export const echoesQuery = (chat: ChatName) =>
  queryOptions<Echoes>({ queryKey: timelineKeys.echoes(chat), queryFn: skipToken, staleTime: Infinity, gcTime: Infinity });
