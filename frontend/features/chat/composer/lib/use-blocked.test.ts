import { expect, it } from "vitest";
import { whyBlocked } from "@/features/chat/composer/lib/use-blocked";
import type { Group, Session } from "@/lib/api/types";

const session = (change: Partial<Session>) =>
  ({ status: "connected", desiredState: "running", phoneNumber: "5215", wahaStatus: "WORKING", errorCode: null, restrictedUntil: null, newContactQuota: null, ...change }) as Session;
const group = (change: Partial<Group>): Group => ({
  chatId: "g@g.us",
  subject: null,
  description: null,
  onlyAdmins: false,
  hasLeft: false,
  participants: [{ address: "5215@c.us", phoneNumber: "5215", name: null, role: "member" }],
  ...change,
});

it("lets a connected number write", () => {
  expect(whyBlocked(session({}), undefined)).toBeNull();
  expect(whyBlocked(session({}), group({}))).toBeNull();
});

it("stops a number that waits for a person, not one that comes back by itself", () => {
  expect(whyBlocked(session({ status: "error", errorCode: "logged_out" }), undefined)).toBe("number");
  expect(whyBlocked(session({ status: "disconnected", desiredState: "stopped" }), undefined)).toBe("number");
  expect(whyBlocked(session({ status: "connecting", wahaStatus: "SCAN_QR_CODE" }), undefined)).toBe("number");
  expect(whyBlocked(session({ status: "connecting", wahaStatus: "STARTING" }), undefined)).toBeNull();
});

it("knows groups that were left, and those where admins alone write", () => {
  expect(whyBlocked(session({}), group({ hasLeft: true }))).toBe("left");
  expect(whyBlocked(session({}), group({ onlyAdmins: true }))).toBe("admins");
  const admins = group({ onlyAdmins: true, participants: [{ address: "5215@c.us", phoneNumber: "5215", name: null, role: "admin" }] });
  expect(whyBlocked(session({}), admins)).toBeNull();
});
