import { expect, test } from "vitest";
import { firstSteps, isBeginning } from "@/features/dashboard/lib/first-steps";
import { aSession } from "@/test/builders";
import { aDashboard } from "@/test/dashboard";

const withMessage = aDashboard({ days: [{ date: "2026-11-27", incoming: 1, outgoing: 0 }] });

test.each([
  ["nobody did anything yet", [], aDashboard(), { connect: false, message: false }],
  ["a number that was never scanned", [aSession({ phoneNumber: null })], aDashboard(), { connect: false, message: false }],
  ["a number without messages", [aSession()], aDashboard(), { connect: true, message: false }],
  ["a chat of the past is unread", [aSession()], aDashboard({ unread: { chats: 1, messages: 0 } }), { connect: true, message: true }],
  ["a message came", [aSession()], withMessage, { connect: true, message: true }],
])("%s", (_case, sessions, dashboard, done) => {
  const steps = firstSteps({ sessions, dashboard, notices: false });
  expect(steps).toEqual({ account: true, notices: false, ...done });
  expect(isBeginning(steps)).toBe(!(done.connect && done.message));
});

test("notices don't keep anybody at the beginning", () => {
  expect(isBeginning({ account: true, connect: true, message: true, notices: false })).toBe(false);
});
