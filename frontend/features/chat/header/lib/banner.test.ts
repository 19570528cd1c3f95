import { expect, test } from "vitest";
import { bannerOf } from "@/features/chat/header/lib/banner";
import type { Session } from "@/lib/api/types";

const NOW = Date.UTC(2026, 10, 27, 12);
const session = (more: Partial<Session> = {}) =>
  ({ id: "s", status: "connected", desiredState: "running", wahaStatus: "WORKING", restrictedUntil: null, newContactQuota: null, errorCode: null, ...more }) as Session;

test("a number that is fine has none", () => expect(bannerOf(session(), NOW)).toBeNull());

test.each<[Partial<Session>, string]>([
  [{ status: "error", errorCode: "logged_out" }, "unlinked"],
  [{ status: "error", errorCode: "waha_failed" }, "broken"],
  [{ status: "disconnected", desiredState: "stopped" }, "stopped"],
  [{ status: "connecting", wahaStatus: "SCAN_QR_CODE" }, "scan"],
  [{ restrictedUntil: "2026-11-27T18:20:00Z" }, "limited"],
])("%o is told as %s", (more, kind) => expect(bannerOf(session(more), NOW)?.kind).toBe(kind));

test("a limit that is over isn't told", () =>
  expect(bannerOf(session({ restrictedUntil: "2026-11-27T11:00:00Z" }), NOW)).toBeNull());

test("being unlinked matters more than a limit", () =>
  expect(bannerOf(session({ status: "error", errorCode: "logged_out", restrictedUntil: "2026-11-27T18:20:00Z" }), NOW)?.kind).toBe("unlinked"));
