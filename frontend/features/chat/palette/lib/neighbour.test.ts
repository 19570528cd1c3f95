import { expect, test } from "vitest";
import { blankChat } from "@/features/chat/api/find-chat";
import { neighbour } from "@/features/chat/palette/lib/neighbour";

const rows = ["1@c.us", "2@c.us", "3@c.us"].map((chatId) => blankChat("s", chatId));
const id = (open: string | null, step: 1 | -1) =>
  neighbour(rows, open ? { sessionId: "s", chatId: open } : null, step)?.chatId ?? null;

test("goes on from the open chat and stops at the ends", () => {
  expect(id("1@c.us", 1)).toBe("2@c.us");
  expect(id("3@c.us", 1)).toBeNull();
  expect(id("1@c.us", -1)).toBeNull();
});

test("begins at an end if none is open, or one that isn't listed", () => {
  expect(id(null, 1)).toBe("1@c.us");
  expect(id("9@c.us", -1)).toBe("3@c.us");
});
