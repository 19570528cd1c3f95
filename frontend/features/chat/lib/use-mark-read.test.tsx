import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { blankChat } from "@/features/chat/api/find-chat";
import { useMarkRead } from "@/features/chat/lib/use-mark-read";
import { change } from "@/lib/api/client";
import { setLiveStatus } from "@/lib/live/status";
import type { Chat, LastMessage } from "@/lib/api/types";

vi.mock("@/lib/api/client", () => ({ change: vi.fn(), getPage: vi.fn(), getData: vi.fn() }));
const asked = vi.mocked(change);

const chat = (unreadCount: number, last = "m1", more: Partial<Chat> = {}): Chat => ({
  ...blankChat("s", "1@c.us"),
  unreadCount,
  lastMessage: { id: last } as LastMessage,
  ...more,
});

function open(first: Chat) {
  const client = new QueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>;
  type Props = { chat: Chat; atEnd?: boolean };
  return renderHook(({ chat, atEnd = true }: Props) => useMarkRead(chat, atEnd), { initialProps: { chat: first } as Props, wrapper });
}

const focus = (focused: boolean) => vi.spyOn(document, "hasFocus").mockReturnValue(focused);

beforeEach(() => {
  asked.mockReset().mockImplementation(async () => chat(0));
  setLiveStatus("live");
  focus(true);
});

test("marks an unread chat that is looked at", async () => {
  open(chat(2));
  await waitFor(() => expect(asked).toHaveBeenCalledWith("post", "/api/messages/s/chat/1%40c.us/read"));
});

test("marks nothing while the person looks elsewhere, and does when they look again", async () => {
  focus(false);
  const view = open(chat(2));
  view.rerender({ chat: chat(3, "m2") });
  expect(asked).not.toHaveBeenCalled();
  focus(true);
  window.dispatchEvent(new Event("focus"));
  await waitFor(() => expect(asked).toHaveBeenCalledTimes(1));
});

test("leaves a chat alone that the person marks as unread", async () => {
  const view = open(chat(0));
  view.rerender({ chat: chat(0, "m1", { markedUnread: true }) });
  expect(asked).not.toHaveBeenCalled();
});

test("opening a marked chat takes its mark away", async () => {
  open(chat(0, "m1", { markedUnread: true }));
  await waitFor(() => expect(asked).toHaveBeenCalledTimes(1));
});

test("a failure isn't repeated until there is something new", async () => {
  asked.mockRejectedValue(new Error("down"));
  const view = open(chat(2));
  await waitFor(() => expect(asked).toHaveBeenCalledTimes(1));
  view.rerender({ chat: chat(2) });
  expect(asked).toHaveBeenCalledTimes(1);
  view.rerender({ chat: chat(3, "m2") });
  await waitFor(() => expect(asked).toHaveBeenCalledTimes(2));
});

test("what comes while the person is further up is read at the end of the chat", async () => {
  const view = open(chat(0));
  view.rerender({ chat: chat(1, "m2"), atEnd: false });
  expect(asked).not.toHaveBeenCalled();
  view.rerender({ chat: chat(1, "m2"), atEnd: true });
  await waitFor(() => expect(asked).toHaveBeenCalledTimes(1));
});
