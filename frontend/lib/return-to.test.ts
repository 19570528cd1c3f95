import { expect, test } from "vitest";
import { HOME, safeReturn } from "@/lib/return-to";

test.each([
  ["/chat?session=1&chat=2", "/chat?session=1&chat=2"],
  ["/qr/7#help", "/qr/7#help"],
  [null, HOME],
  ["", HOME],
  ["https://evil.example", HOME],
  ["//evil.example", HOME],
  ["/\\evil.example", HOME],
  ["javascript:alert(1)", HOME],
])("%s leads to %s", (wanted, path) => {
  expect(safeReturn(wanted)).toBe(path);
});
