import { expect, test } from "vitest";
import { HOME, loginPath, safeReturn } from "@/lib/return-to";

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

test("the page for signing in leads back", () => {
  expect(loginPath("/chat?session=1&chat=2")).toBe("/login?next=%2Fchat%3Fsession%3D1%26chat%3D2");
  expect(loginPath(HOME)).toBe("/login");
});
