import { describe, expect, test } from "vitest";
import type { Session } from "@/lib/api/types";
import { numberMark } from "@/lib/number-mark";
import { isSilent, numberState } from "@/lib/number-state";
import { aSession } from "@/test/builders";

const now = Date.parse("2026-11-27T12:00:00Z");
const linking = { status: "connecting", phoneNumber: null } as const;

test.each<[string, Partial<Session>, string, string | null]>([
  ["connected", {}, "connected", "openChats"],
  ["stopped", { status: "disconnected", desiredState: "stopped" }, "stopped", "start"],
  ["about to stop", { desiredState: "stopped" }, "stopping", null],
  ["about to go", { desiredState: "deleted" }, "deleting", null],
  ["new", { status: "disconnected", phoneNumber: null, wahaStatus: null }, "starting", "showCode"],
  ["back after a stop", { status: "disconnected", wahaStatus: "STOPPED" }, "starting", null],
  ["reconnecting", { status: "connecting", wahaStatus: "STARTING" }, "starting", null],
  ["a code on show", { ...linking, wahaStatus: "SCAN_QR_CODE" }, "scan", "showCode"],
  ["a passkey asked for", { ...linking, wahaStatus: "PASSKEY_REQUIRED" }, "passkey", "showCode"],
  ["a passkey to confirm", { ...linking, wahaStatus: "PASSKEY_CONFIRMATION_REQUIRED" }, "passkey", "showCode"],
  ["unlinked on the phone", { status: "error", errorCode: "logged_out" }, "unlinked", "rescan"],
  ["codes ran out", { status: "error", errorCode: "qr_expired" }, "expired", "showCode"],
  ["crashing", { status: "error", errorCode: "container_crash_loop" }, "broken", "restart"],
  ["an error of tomorrow", { status: "error", errorCode: "something_new" }, "broken", "restart"],
  ["restricted", { restrictedUntil: "2026-11-27T18:20:00Z" }, "limited", "whatToDo"],
  ["restricted until a while ago", { restrictedUntil: "2026-11-27T11:59:59Z" }, "connected", "openChats"],
  ["quota used", { newContactQuota: { used: 20, total: 20 } }, "quota", "whatToDo"],
  ["quota left", { newContactQuota: { used: 19, total: 20 } }, "connected", "openChats"],
  ["no quota told", { newContactQuota: { used: 0, total: 0 } }, "connected", "openChats"],
])("%s", (_case, changes, key, action) => {
  expect(numberState(aSession(changes), { now })).toMatchObject({ key, action });
});

test("an error outranks a wish to stop", () => {
  expect(numberState(aSession({ status: "error", errorCode: "waha_failed", desiredState: "stopped" })).key).toBe("broken");
});

describe("silence", () => {
  const hours = (first: number, last: number) => [first, first, first, ...Array<number>(17).fill(5), last, last, last, last];

  test("a number that is busy at this time of the day and hears nothing", () => {
    expect(isSilent(hours(4, 0))).toBe(true);
    expect(numberState(aSession(), { now, incoming: hours(4, 0) })).toMatchObject({ key: "silent", tone: "wait", action: "check" });
  });

  test("a night like the last one", () => {
    expect(isSilent(hours(0, 0))).toBe(false);
  });

  test("one message is enough", () => {
    expect(isSilent([...hours(4, 0).slice(0, -1), 1])).toBe(false);
  });
});

test("what needs a person comes before what is fine", () => {
  const rank = (changes: Partial<Session>) => numberState(aSession(changes), { now }).rank;
  const unlinked = rank({ status: "error", errorCode: "logged_out" });
  const scan = rank({ ...linking, wahaStatus: "SCAN_QR_CODE" });
  const stopped = rank({ status: "disconnected", desiredState: "stopped" });
  expect([unlinked, scan, stopped, rank({})]).toEqual([unlinked, scan, stopped, rank({})].toSorted((a, b) => a - b));
});

test.each<[Partial<Session>, string | undefined]>([
  [{}, undefined],
  [{ status: "error", errorCode: "logged_out" }, "danger"],
  [{ ...linking, wahaStatus: "SCAN_QR_CODE" }, "scan"],
  [{ ...linking, wahaStatus: "STARTING" }, "busy"],
  [{ status: "disconnected", desiredState: "stopped" }, "stopped"],
  [{ restrictedUntil: "2999-01-01T00:00:00Z" }, "waiting"],
])("%o is marked %s", (changes, mark) => {
  expect(numberMark(aSession(changes))).toBe(mark);
});
