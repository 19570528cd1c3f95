import { expect, test } from "vitest";
import { type Place, placeHref, readPlace } from "@/features/chat/lib/place";

const read = (href: string) => readPlace(new URL(href, "http://ours").searchParams);

test.each<[Place, string]>([
  [{ sessionId: null, filter: "all", chat: null }, "/chat"],
  [{ sessionId: "s", filter: "unread", chat: null }, "/chat?session=s&filter=unread"],
  [{ sessionId: "s", filter: "all", chat: { sessionId: "s", chatId: "1@c.us" } }, "/chat?session=s&chat=1%40c.us"],
  [{ sessionId: null, filter: "all", chat: { sessionId: "s", chatId: "1@c.us" } }, "/chat?chat=1%40c.us&chatSession=s"],
])("%o is at %s", (place, href) => {
  expect(placeHref(place)).toBe(href);
  expect(read(href)).toEqual(place);
});

test("an unknown filter shows all, a chat without a number none", () => {
  expect(read("/chat?filter=nonsense&chat=1")).toEqual({ sessionId: null, filter: "all", chat: null });
});
