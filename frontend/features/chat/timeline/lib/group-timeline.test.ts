import { describe, expect, it } from "vitest";
import { message } from "@/features/chat/api/timeline-test-data";
import { dayName } from "@/features/chat/timeline/lib/day-name";
import { dayTeller, firstUnread, groupTimeline, type Row } from "@/features/chat/timeline/lib/group-timeline";

const MEXICO = { dayOf: dayTeller("America/Mexico_City") };

/** Writes rows shortly: a message as its id, with ( where its group begins and ) where it ends. */
const short = (rows: Row[]) =>
  rows.map((row) => (row.kind === "message" ? `${row.first ? "(" : ""}${row.message.id}${row.last ? ")" : ""}` : row.kind)).join(" ");

describe("groups", () => {
  it("hold what one speaker says within five minutes", () => {
    const rows = groupTimeline([message("a", 0), message("b", 5), message("c", 11), message("d", 12, { fromMe: true }), message("e", 13)], MEXICO);
    expect(short(rows)).toBe("day (a b) (c) (d) (e)");
  });

  it("tell the people of a group apart", () => {
    const by = (id: string, participant: string) => message(id, 0, { participant });
    expect(short(groupTimeline([by("a", "x"), by("b", "x"), by("c", "y")], MEXICO))).toBe("day (a b) (c)");
  });

  it("hold own messages together, from wherever they were sent", () => {
    const rows = groupTimeline([message("a", 0, { fromMe: true, participant: "me" }), message("b", 1, { fromMe: true })], MEXICO);
    expect(short(rows)).toBe("day (a b)");
  });

  it("end at notices and calls, which stand alone", () => {
    const rows = groupTimeline([message("a", 0), message("n", 0, { type: "notice" }), message("b", 1), message("l", 1, { type: "call" })], MEXICO);
    expect(short(rows)).toBe("day (a) (n) (b) (l)");
  });

  it("are empty of nothing", () => expect(groupTimeline([], MEXICO)).toEqual([]));
});

describe("days", () => {
  it("are those of the person's zone", () => {
    const before = message("a", 0, { timestamp: "2026-11-27T05:59:59Z" });
    const after = message("b", 0, { timestamp: "2026-11-27T06:00:00Z" });
    const rows = groupTimeline([before, after], MEXICO);
    expect(short(rows)).toBe("day (a) day (b)");
    expect(rows.map((row) => row.day)).toEqual(["2026-11-26", "2026-11-26", "2026-11-27", "2026-11-27"]);
    expect(short(groupTimeline([before, after], { dayOf: dayTeller("UTC") }))).toBe("day (a b)");
  });

  it("are right where the zone is off by a quarter of an hour", () => {
    const before = message("a", 0, { timestamp: "2026-11-27T18:14:59Z" });
    const after = message("b", 0, { timestamp: "2026-11-27T18:15:00Z" });
    expect(short(groupTimeline([before, after], { dayOf: dayTeller("Asia/Kathmandu") }))).toBe("day (a) day (b)");
  });

  it.each([
    ["2026-11-27", "today"],
    ["2026-11-26", "yesterday"],
    ["2026-11-25", "weekday"],
    ["2026-11-21", "weekday"],
    ["2026-11-20", "date"],
    ["2026-11-28", "date"],
    ["2025-12-31", "dateWithYear"],
  ])("%s is called by its %s", (day, name) => expect(dayName(day, "2026-11-27")).toBe(name));

  it("go on over the new year", () => expect(dayName("2025-12-31", "2026-01-01")).toBe("yesterday"));
});

describe("the unread divider", () => {
  it("stands before the first unread one and parts its group", () => {
    const rows = groupTimeline([message("a", 0), message("b", 1)], { ...MEXICO, unread: { firstId: "b", count: 1 } });
    expect(short(rows)).toBe("day (a) unread (b)");
  });

  it("counts messages of others, not notices, calls or own ones", () => {
    const messages = [message("a", 0), message("b", 1), message("n", 2, { type: "notice" }), message("c", 3, { fromMe: true }), message("d", 4)];
    expect(firstUnread(messages, 2)).toBe("b");
    expect(firstUnread(messages, 0)).toBeNull();
    expect(firstUnread(messages, 9)).toBeNull();
  });
});

describe("a gap", () => {
  const recovered = (id: string, minute: number) =>
    message(id, minute, { origin: "recovered", createdAt: "2026-11-27T15:11:00Z" });

  it("is told before what was recovered, with its hours and its count", () => {
    const rows = groupTimeline([message("a", 0), recovered("b", 5), recovered("c", 8), message("d", 12)], MEXICO);
    expect(short(rows)).toBe("day (a) gap (b c d)");
    expect(rows[2]).toMatchObject({ from: "2026-11-27T15:05:00.000Z", to: "2026-11-27T15:11:00Z", count: 2 });
  });

  it("is another one after live messages", () => {
    const rows = groupTimeline([recovered("a", 0), message("b", 1), recovered("c", 2)], MEXICO);
    expect(short(rows)).toBe("day gap (a b) gap (c)");
  });

  it("keeps its row when older ones of it are loaded", () => {
    const key = (rows: Row[]) => rows.find((row) => row.kind === "gap")!.key;
    expect(key(groupTimeline([recovered("a", 1), recovered("b", 2)], MEXICO))).toBe(key(groupTimeline([recovered("b", 2)], MEXICO)));
  });
});

it("gives the row of an echo to the message that it became", () => {
  const [, row] = groupTimeline([message("m", 0, { echoKey: "k" })], MEXICO);
  expect(row!.key).toBe("k");
});

it("gives each row a key of its own", () => {
  const messages = Array.from({ length: 300 }, (_, index) => message(`m${index}`, index * 37));
  const keys = groupTimeline(messages, MEXICO).map((row) => row.key);
  expect(new Set(keys).size).toBe(keys.length);
});
