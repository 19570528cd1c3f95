import { expect, it } from "vitest";
import { loaded, message } from "@/features/chat/api/timeline-test-data";
import { openingOf } from "@/features/chat/timeline/lib/opening";

const some = loaded([[message("a", 1), message("b", 2)]]);
const middle = loaded([[message("a", 1), message("b", 2)]], { atStart: false, atEnd: false });

it("begins at the end, at what nobody read, or where the person left it", () => {
  expect(openingOf({ unread: 0, place: undefined, data: undefined })).toEqual({ param: { at: "end" }, reload: false });
  expect(openingOf({ unread: 3, place: undefined, data: undefined })).toEqual({ param: { at: "end" }, reload: false });
  expect(openingOf({ unread: 400, place: undefined, data: undefined })).toEqual({ param: { at: "unread", count: 400 }, reload: false });
  expect(openingOf({ unread: 0, place: "a", data: undefined })).toEqual({ param: { at: "around", id: "a" }, reload: false });
});

it("uses what is loaded if that is the place, and loads it anew if not", () => {
  expect(openingOf({ unread: 0, place: "a", data: middle }).reload).toBe(false);
  expect(openingOf({ unread: 0, place: "z", data: middle }).reload).toBe(true);
  expect(openingOf({ unread: 0, place: undefined, data: middle }).reload).toBe(true);
  expect(openingOf({ unread: 1, place: undefined, data: some }).reload).toBe(false);
  expect(openingOf({ unread: 90, place: undefined, data: some }).reload).toBe(true);
});
