import { MAX_PAGES, PAGE_SIZE, type TimelineData, type TimelineMessage, type TimelinePage } from "@/features/chat/api/timeline";
import { compareMessages } from "@/features/chat/api/timeline-order";

type Options = {
  /** What is known of a message already is newer than what comes; only the key of its echo is taken over. */
  keep?: boolean;
};

/** The loaded part of a chat with these messages in it, each in its place. */
export function mergeMessages(data: TimelineData, messages: TimelineMessage[], { keep = false }: Options = {}): TimelineData {
  if (messages.length === 0 || data.pages.length === 0) return data;
  const pages = data.pages.map((page) => ({ ...page, messages: [...page.messages] }));
  for (const message of messages) mergeOne(pages, message, keep);
  return split({ pages, pageParams: data.pageParams });
}

/** The loaded part of a chat without these messages. */
export function withoutMessages(data: TimelineData, ids: ReadonlySet<string>): TimelineData {
  if (!data.pages.some((page) => page.messages.some(({ id }) => ids.has(id)))) return data;
  const pages = data.pages.map((page) => ({ ...page, messages: page.messages.filter(({ id }) => !ids.has(id)) }));
  return { ...data, pages };
}

/** Drops old pages of a chat whose end the person looks at, so that a day of new messages doesn't stay in memory. */
export function trimStart(data: TimelineData): TimelineData {
  if (data.pages.length <= MAX_PAGES) return data;
  return { pages: data.pages.slice(-MAX_PAGES), pageParams: data.pageParams.slice(-MAX_PAGES) };
}

function mergeOne(pages: TimelinePage[], message: TimelineMessage, keep: boolean) {
  for (const page of pages) {
    const index = page.messages.findIndex(({ id }) => id === message.id);
    if (index === -1) continue;
    const known = page.messages[index]!;
    const next = keep ? { ...known, echoKey: message.echoKey } : { ...message, echoKey: known.echoKey };
    if (compareMessages(known, next) === 0) {
      page.messages[index] = next;
      return;
    }
    page.messages.splice(index, 1);
    insert(pages, next);
    return;
  }
  insert(pages, message);
}

function insert(pages: TimelinePage[], message: TimelineMessage) {
  const isBefore = (page: TimelinePage) => page.messages.length > 0 && compareMessages(page.messages[0]!, message) < 0;
  const at = pages.findLastIndex(isBefore);
  if (at === -1) {
    if (pages[0]!.atStart || isEmpty(pages)) pages[0]!.messages.unshift(message);
    return;
  }
  const { messages, atEnd } = pages[at]!;
  const isLastPage = pages.slice(at + 1).every((page) => page.messages.length === 0);
  const index = messages.findLastIndex((other) => compareMessages(other, message) < 0) + 1;
  if (index === messages.length && isLastPage && !atEnd && !pages.at(-1)!.atEnd) return;
  messages.splice(index, 0, message);
}

const isEmpty = (pages: TimelinePage[]) => pages.every((page) => page.messages.length === 0);

/** Makes two pages of one that grew to twice its size, so that pages stay what is dropped and asked for at once. */
function split({ pages, pageParams }: TimelineData): TimelineData {
  const next: TimelineData = { pages: [], pageParams: [] };
  pages.forEach((page, index) => {
    const grown = page.messages.length >= 2 * PAGE_SIZE;
    const older = grown ? page.messages.slice(0, PAGE_SIZE) : page.messages;
    next.pages.push({ messages: older, atStart: page.atStart, atEnd: page.atEnd && !grown });
    next.pageParams.push(pageParams[index]!);
    if (!grown) return;
    next.pages.push({ messages: page.messages.slice(PAGE_SIZE), atStart: false, atEnd: page.atEnd });
    next.pageParams.push({ at: "after", id: older.at(-1)!.id });
  });
  return next;
}
