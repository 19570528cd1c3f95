import { describe, expect, it } from "vitest";
import { toggleMark } from "@/features/chat/composer/lib/toggle-mark";

describe("toggleMark", () => {
  it("marks the selection and keeps it selected", () => {
    expect(toggleMark({ text: "hola mundo", start: 5, end: 10 }, "*")).toEqual({ text: "hola *mundo*", start: 6, end: 11 });
  });

  it("takes its own mark away again", () => {
    expect(toggleMark({ text: "hola *mundo*", start: 6, end: 11 }, "*")).toEqual({ text: "hola mundo", start: 5, end: 10 });
  });

  it("leaves blanks outside, next to which WhatsApp shows no format", () => {
    expect(toggleMark({ text: "a mundo b", start: 1, end: 8 }, "_").text).toBe("a _mundo_ b");
  });

  it("puts the caret between two marks when nothing is selected", () => {
    expect(toggleMark({ text: "", start: 0, end: 0 }, "*")).toEqual({ text: "**", start: 1, end: 1 });
  });
});
