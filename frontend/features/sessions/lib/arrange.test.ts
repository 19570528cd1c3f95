import { expect, test } from "vitest";
import { arrange, countsOf, type Filter } from "@/features/sessions/lib/arrange";
import { numberState } from "@/lib/number-state";
import { aSession } from "@/test/builders";

const entries = [
  aSession({ id: "1", sessionName: "Ventas", createdAt: "2026-01-01T00:00:00Z", phoneNumber: "528120934471" }),
  aSession({ id: "2", sessionName: "Almacén", createdAt: "2026-01-02T00:00:00Z", phoneNumber: "5215512345678" }),
  aSession({ id: "3", sessionName: "Reparto", createdAt: "2026-01-03T00:00:00Z", status: "disconnected", desiredState: "stopped" }),
  aSession({ id: "4", sessionName: "Soporte", createdAt: "2026-01-04T00:00:00Z", status: "error", errorCode: "logged_out" }),
].map((session) => ({ session, state: numberState(session) }));

const ids = (filter: Filter, search = "") => arrange(entries, filter, search).map(({ session }) => session.id);

test("exceptions come first, then the oldest", () => {
  expect(ids("all")).toEqual(["4", "3", "1", "2"]);
});

test("filters and their counts agree", () => {
  expect(ids("attention")).toEqual(["4"]);
  expect(ids("connected")).toEqual(["1", "2"]);
  expect(countsOf(entries)).toEqual({ all: 4, attention: 1, connected: 2 });
});

test.each([
  ["almacen", ["2"]],
  ["VENT", ["1"]],
  ["+52 81 2093", ["4", "3", "1"]],
  ["  ", ["4", "3", "1", "2"]],
  ["zzz", []],
])("a search for %j", (search, found) => {
  expect(ids("all", search)).toEqual(found);
});
