import { InfiniteQueryObserver, QueryClient } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import { timelineKeys, type TimelineData, timelineQuery } from "@/features/chat/api/timeline";
import { openWindow } from "@/features/chat/api/timeline-changes";
import { getData } from "@/lib/api/client";
import type { Message } from "@/lib/api/types";

vi.mock("@/lib/api/client", () => ({ getData: vi.fn() }));

const chat = { sessionId: "s", chatId: "1@c.us" };
const message = (id: string) => ({ id }) as Message;

test("a page that was asked for while a window opens doesn't bring back what was there", async () => {
  const answers: ((messages: Message[]) => void)[] = [];
  vi.mocked(getData).mockImplementation(() => new Promise((resolve) => answers.push(resolve as (messages: Message[]) => void)));
  const client = new QueryClient();
  client.setQueryData<TimelineData>(timelineKeys.chat(chat), {
    pages: [{ messages: [message("old")], atStart: false, atEnd: false }],
    pageParams: [{ at: "end" }],
  });
  const pager = new InfiniteQueryObserver(client, timelineQuery(chat));
  pager.subscribe(() => {});

  const opening = openWindow(client, chat, { at: "end" });
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  const older = pager.fetchPreviousPage();
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[0]!([message("newest")]);
  await opening;
  answers[1]!([message("older")]);
  await older;

  const ids = client.getQueryData<TimelineData>(timelineKeys.chat(chat))!.pages.flatMap((page) => page.messages.map(({ id }) => id));
  expect(ids).toEqual(["newest"]);
});
