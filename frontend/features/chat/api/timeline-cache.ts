import type { QueryClient } from "@tanstack/react-query";
import type { Message } from "@/lib/api/types";
import { groupBy } from "@/lib/group-by";
import {
  type ChatName,
  type Echoes,
  type LocalEcho,
  timelineKeys,
  type TimelineData,
  type TimelineMessage,
} from "@/features/chat/api/timeline";
import { changeTimeline } from "@/features/chat/api/timeline-changes";
import { mergeMessages, withoutMessages } from "@/features/chat/api/timeline-merge";
import { compareMessages } from "@/features/chat/api/timeline-order";

/** An own message that the server doesn't know yet: its `id` is the key of its echo. */
export type EchoMessage = TimelineMessage & { local: LocalEcho };

/** How long the feed's news of an own message wait for the answer to the request that may have sent it, in milliseconds. */
const HOLD = 5_000;

const none: Echoes = { echoes: [], held: [] };

/**
 * Puts messages into the chats that are loaded, whether they are new there or not. Those beyond the loaded part are left
 * out: they come when the person gets there.
 */
export function upsertMessages(queryClient: QueryClient, messages: Message[]) {
  const byChat = groupBy(messages, (message) => `${message.sessionId}/${message.chatId}`);
  for (const ofChat of byChat.values()) {
    const chat = ofChat[0]!;
    const { now, later } = holdBack(queryClient, chat, ofChat);
    changeTimeline(queryClient, chat, (data) => mergeMessages(data, now));
    if (later.length > 0) hold(queryClient, chat, later);
  }
}

/** Takes messages out of every chat that is loaded. */
export function removeMessages(queryClient: QueryClient, ids: string[]) {
  if (ids.length === 0) return;
  const gone = new Set(ids);
  for (const { queryKey } of queryClient.getQueryCache().findAll({ queryKey: timelineKeys.all })) {
    const [, sessionId, chatId] = queryKey as ReturnType<typeof timelineKeys.chat>;
    changeTimeline(queryClient, { sessionId, chatId }, (data) => withoutMessages(data, gone));
  }
}

/** Shows an own message at once, as the last one of its chat. */
export function addEcho(queryClient: QueryClient, echo: EchoMessage) {
  // Echoes are kept until they are sent or discarded, whether somebody looks at them or not.
  queryClient.setQueryDefaults(timelineKeys.allEchoes, { gcTime: Infinity, staleTime: Infinity });
  setEchoes(queryClient, echo, (current) => ({
    ...current,
    echoes: [...current.echoes.filter((other) => other.id !== echo.id), echo].sort(compareMessages),
  }));
}

/** Changes how an echo stands. */
export function patchEcho(queryClient: QueryClient, sessionId: string, chatId: string, key: string, patch: Partial<LocalEcho>) {
  const chat = { sessionId, chatId };
  setEchoes(queryClient, chat, (current) => ({
    ...current,
    echoes: current.echoes.map((echo) => (echo.local?.key === key ? { ...echo, local: { ...echo.local, ...patch } } : echo)),
  }));
  release(queryClient, chat, (message) => !mayBeEcho(message, echoesOf(queryClient, chat)));
}

/** Takes an echo away, because the person discarded it. */
export function removeEcho(queryClient: QueryClient, key: string) {
  const echo = findEcho(queryClient, key);
  if (!echo) return;
  setEchoes(queryClient, echo, (current) => ({ ...current, echoes: current.echoes.filter((other) => other !== echo) }));
  release(queryClient, echo, (message) => !mayBeEcho(message, echoesOf(queryClient, echo)));
}

/** Puts the server's message in the place of an echo. What the feed told of the message meanwhile wins. */
export function replaceEcho(queryClient: QueryClient, key: string, message: Message) {
  const echo = findEcho(queryClient, key);
  if (!echo) return upsertMessages(queryClient, [message]);
  const told = echoesOf(queryClient, echo).held.find((one) => one.id === message.id);
  setEchoes(queryClient, echo, ({ echoes, held }) => ({
    echoes: echoes.filter((other) => other.id !== key),
    held: held.filter((one) => one.id !== message.id),
  }));
  // Its row on screen was the echo's.
  const heir: TimelineMessage = { ...(told ?? message), echoKey: key };
  changeTimeline(queryClient, heir, (data) => mergeMessages(data, [heir], { keep: true }));
  release(queryClient, echo, (other) => !mayBeEcho(other, echoesOf(queryClient, echo)));
}

const echoesOf = (queryClient: QueryClient, chat: ChatName) =>
  queryClient.getQueryData<Echoes>(timelineKeys.echoes(chat)) ?? none;

const setEchoes = (queryClient: QueryClient, chat: ChatName, change: (current: Echoes) => Echoes) =>
  queryClient.setQueryData<Echoes>(timelineKeys.echoes(chat), (current) => change(current ?? none));

function findEcho(queryClient: QueryClient, key: string): TimelineMessage | undefined {
  const all = queryClient.getQueriesData<Echoes>({ queryKey: timelineKeys.allEchoes });
  return all.flatMap(([, data]) => data?.echoes ?? []).find((echo) => echo.local?.key === key);
}

/** Whether a message may be what became of one of the echoes, about which only the answer of the request can tell. */
const mayBeEcho = (message: Message, { echoes }: Echoes) =>
  message.fromMe &&
  message.source === "api" &&
  echoes.some((echo) => echo.local?.state !== "failed" && echo.type === message.type);

function holdBack(queryClient: QueryClient, chat: ChatName, messages: Message[]) {
  const echoes = echoesOf(queryClient, chat);
  if (echoes.echoes.length === 0) return { now: messages, later: [] };
  const data = queryClient.getQueryData<TimelineData>(timelineKeys.chat(chat));
  const known = new Set(data?.pages.flatMap((page) => page.messages.map(({ id }) => id)));
  const isLater = (message: Message) => !known.has(message.id) && mayBeEcho(message, echoes);
  return { now: messages.filter((message) => !isLater(message)), later: messages.filter(isLater) };
}

function hold(queryClient: QueryClient, chat: ChatName, messages: Message[]) {
  const ids = new Set(messages.map(({ id }) => id));
  setEchoes(queryClient, chat, (current) => ({
    ...current,
    held: [...current.held.filter(({ id }) => !ids.has(id)), ...messages],
  }));
  // If the answer takes long, it may as well be another tab's message.
  setTimeout(() => release(queryClient, chat, ({ id }) => ids.has(id)), HOLD);
}

function release(queryClient: QueryClient, chat: ChatName, which: (message: Message) => boolean) {
  const free = echoesOf(queryClient, chat).held.filter(which);
  if (free.length === 0) return;
  setEchoes(queryClient, chat, (current) => ({ ...current, held: current.held.filter((message) => !free.includes(message)) }));
  changeTimeline(queryClient, chat, (data) => mergeMessages(data, free));
}
