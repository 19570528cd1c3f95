import { expect, test } from "vitest";
import { eventParser } from "@/lib/sse";

test("reads events with their type and id", () => {
  const read = eventParser();
  expect(read('event: updates\nid: 12\ndata: {"a":1}\n\n')).toEqual([{ type: "updates", id: "12", data: '{"a":1}' }]);
});

test("puts together what was cut anywhere", () => {
  const read = eventParser();
  const events = [..."event: updates\r\nid: 7\r\ndata: one\r\ndata: two\r\n\r\n"].flatMap((letter) => read(letter));
  expect(events).toEqual([{ type: "updates", id: "7", data: "one\ntwo" }]);
});

test("a comment is no event", () => {
  const read = eventParser();
  expect(read(": beat\n\n")).toEqual([]);
  expect(read("data: x\n\n")).toEqual([{ type: "message", id: null, data: "x" }]);
});

test("keeps the id for events that carry none", () => {
  const read = eventParser();
  read("id: 3\ndata: a\n\n");
  expect(read("event: error\ndata: b\n\n")).toEqual([{ type: "error", id: "3", data: "b" }]);
});
