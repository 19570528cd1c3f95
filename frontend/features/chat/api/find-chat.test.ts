import { beforeEach, expect, test, vi } from "vitest";
import { findChat, isBlank } from "@/features/chat/api/find-chat";
import { getData } from "@/lib/api/client";
import { ApiError } from "@/lib/api/errors";

vi.mock("@/lib/api/client", () => ({ getData: vi.fn() }));
const asked = vi.mocked(getData);
const { signal } = new AbortController();
const refuse = (code: string) => asked.mockRejectedValueOnce(new ApiError(code, "", 404));

beforeEach(() => void asked.mockReset());

test("a chat is asked for by its id", async () => {
  asked.mockResolvedValueOnce({ id: "1" });
  expect(await findChat("s", "1-2@g.us", signal)).toEqual({ id: "1" });
  expect(asked).toHaveBeenCalledWith("/api/messages/s/contacts/1-2%40g.us", { signal });
});

test("a person without a chat has a blank one, a group none", async () => {
  refuse("chat_not_found");
  const person = await findChat("s", "5491122334455@c.us", signal);
  expect(person && isBlank(person)).toBe(true);
  refuse("chat_not_found");
  expect(await findChat("s", "1-2@g.us", signal)).toBeNull();
});

test("anything else that goes wrong is told", async () => {
  refuse("session_not_found");
  await expect(findChat("s", "5491122334455@c.us", signal)).rejects.toMatchObject({ code: "session_not_found" });
});
