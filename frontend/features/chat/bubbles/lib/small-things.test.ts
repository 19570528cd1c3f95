import { describe, expect, it } from "vitest";
import { message } from "@/features/chat/api/timeline-test-data";
import { actionsFor } from "@/features/chat/bubbles/lib/can";
import { clock } from "@/features/chat/bubbles/lib/clock";
import { isEmojiOnly } from "@/features/chat/bubbles/lib/emoji-only";
import { cutMiddle, extensionOf, readableSize } from "@/features/chat/bubbles/lib/file-name";
import { dyeOf, ownNames, peopleOf } from "@/features/chat/bubbles/lib/people";
import { pictureRatio } from "@/features/chat/bubbles/lib/picture-ratio";
import { groupReactions, withOwnReaction } from "@/features/chat/bubbles/lib/reactions";
import { tickOf } from "@/features/chat/bubbles/lib/tick";
import { barsOf } from "@/features/chat/bubbles/lib/waveform";

describe("ticks", () => {
  const own = (more: object) => tickOf(message("a", 0, { fromMe: true, ...more }));
  it.each([
    ["queued", "clock"],
    ["sending", "clock"],
    ["unknown", "clock"],
    ["sent", "sent"],
    ["delivered", "delivered"],
    ["read", "read"],
    ["failed", "failed"],
  ])("%s is drawn as %s", (status, tick) => expect(own({ status })).toBe(tick));

  it("draw a mic only for what is listened to", () => {
    expect(own({ status: "played", type: "voice" })).toBe("played");
    expect(own({ status: "played", type: "image" })).toBe("read");
  });

  it("are for own messages that are still there", () => {
    expect(tickOf(message("a"))).toBeNull();
    expect(own({ status: "read", deletedAt: "2026-11-27T15:00:00Z" })).toBeNull();
  });

  it("prove nothing before the server knows", () => {
    expect(own({ local: { key: "k", state: "uploading" } })).toBe("clock");
    expect(own({ local: { key: "k", state: "failed" } })).toBe("failed");
  });
});

describe("names", () => {
  const group = {
    chatId: "g@g.us", subject: null, description: null, onlyAdmins: false, hasLeft: false,
    participants: [
      { address: "1@lid", phoneNumber: "528110001111", name: null, role: "admin" as const },
      { address: "528110002222@c.us", phoneNumber: "528110002222", name: "Agenda", role: "member" as const },
    ],
  };
  const people = peopleOf({
    ownNumber: "525500000000", chatId: "g@g.us", chatName: "Grupo", group,
    ownNames: ownNames("g@g.us", [
      message("a", 0, { participant: "528110001111@c.us", senderName: "Lupita" }),
      message("b", 0, { participant: "528110002222@c.us", senderName: "Otro nombre" }),
    ]),
  });

  it("come from the list of the group, else from the messages, else from the phone", () => {
    expect(people.nameOf("528110002222@c.us")).toBe("Agenda");
    expect(people.nameOf("1@lid")).toBe("Lupita");
    expect(people.nameOf("528183104477@c.us")).toBe("+52 81 8310 4477");
    expect(people.nameOf("99@lid")).toBe("99@lid");
  });

  it("are none for the number itself", () => {
    for (const own of ["me", null, "525500000000@c.us"]) expect(people.nameOf(own)).toBeNull();
  });

  it("call the person of a chat as the list does", () => {
    const one = peopleOf({ ownNumber: null, chatId: "52@c.us", chatName: "Carla", ownNames: ownNames("52@c.us", [message("a", 0, { senderName: "~c~" })]) });
    expect(one.nameOf("52@c.us")).toBe("Carla");
  });

  it("wear one of ten dyes, always the same", () => {
    const dyes = Array.from({ length: 500 }, (_, index) => dyeOf(`52811000${index}@c.us`));
    expect(new Set(dyes)).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
    expect(dyeOf("52811000@c.us")).toBe(dyeOf("52811000@c.us"));
  });
});

describe("what may be done", () => {
  const now = Date.parse(message("a", 10).timestamp);
  const may = (more: object) => actionsFor(message("a", 0, more), now);

  it("depends on whose it is and how old", () => {
    expect(may({})).toMatchObject({ reply: true, edit: false, remove: false });
    expect(may({ fromMe: true, status: "read" })).toMatchObject({ edit: true, remove: true });
    expect(actionsFor(message("a", 0, { fromMe: true, status: "read" }), now + 6 * 60_000).edit).toBe(false);
  });

  it("is little where it didn't reach anybody, is deleted or nobody said it", () => {
    expect(may({ fromMe: true, status: "queued" })).toMatchObject({ reply: false, hold: true, remove: false });
    expect(may({ deletedAt: "2026-11-27T15:00:00Z" })).toMatchObject({ reply: false, copy: false, react: false });
    expect(may({ type: "notice" })).toMatchObject({ reply: false, details: false });
    expect(may({ local: { key: "k", state: "waiting" } })).toMatchObject({ reply: false, details: false, hold: false });
  });

  it("passes on only what is here", () => {
    expect(may({ viewOnce: true }).forward).toBe(false);
    expect(may({ type: "image", media: { status: "failed" } }).forward).toBe(false);
    expect(may({ type: "image", media: { status: "stored" } }).forward).toBe(true);
  });
});

describe("reactions", () => {
  const at = "2026-11-27T15:00:00Z";
  it("are counted by emoji, the most frequent first", () => {
    const groups = groupReactions([{ sender: "a", emoji: "👍", at }, { sender: "b", emoji: "❤️", at }, { sender: "me", emoji: "❤️", at }]);
    expect(groups).toEqual([{ emoji: "❤️", senders: ["b", "me"], mine: true }, { emoji: "👍", senders: ["a"], mine: false }]);
  });

  it("hold one own at most", () => {
    const one = withOwnReaction([{ sender: "me", emoji: "👍", at }], "❤️");
    expect(one.map(({ emoji }) => emoji)).toEqual(["❤️"]);
    expect(withOwnReaction(one, "")).toEqual([]);
  });
});

describe("files", () => {
  it("keep the end of a long name", () => {
    expect(cutMiddle("corto.pdf")).toBe("corto.pdf");
    const cut = cutMiddle("Cotización boda catorce de diciembre con todos los postres.pdf");
    expect(cut).toHaveLength(42);
    expect(cut).toMatch(/^Cotización boda.*…los postres\.pdf$|^Cotización boda.*…s postres\.pdf$|….*\.pdf$/);
  });

  it("say what they are", () => {
    expect(extensionOf("a.b.PDF", null)).toBe("PDF");
    expect(extensionOf("sin", "application/vnd.ms-excel")).toBe("EXCE");
    expect(extensionOf(null, null)).toBe("");
  });

  it.each([[0, 0, "byte"], [999, 999, "byte"], [1_234, 1.2, "kilobyte"], [184_213, 184, "kilobyte"], [84_000_000, 84, "megabyte"]])(
    "have a readable size: %d", (bytes, value, unit) => expect(readableSize(bytes)).toEqual({ value, unit }),
  );
});

describe("large emoji", () => {
  it.each(["❤️", "👍🏽", "👩‍👩‍👧‍👦", "🇲🇽 🇧🇷", "1️⃣2️⃣3️⃣", "😀😀😀"])("%s", (text) => expect(isEmojiOnly(text)).toBe(true));
  it.each(["", " ", "a", "😀😀😀😀", "😀 hola", "123", "#", "©opy"])("not %j", (text) => expect(isEmojiOnly(text)).toBe(false));
});

it("shows lengths of time as a player does", () => {
  expect([0, 7_400, 38_000, 95_000, 3_750_000].map(clock)).toEqual(["0:00", "0:07", "0:38", "1:35", "1:02:30"]);
});

it("draws as many bars as wanted, none of them invisible", () => {
  for (const wave of [undefined, [], [0, 0], [5], Array.from({ length: 64 }, (_, index) => index)]) {
    const bars = barsOf(wave, 38);
    expect(bars).toHaveLength(38);
    expect(bars.every((bar) => bar > 0 && bar <= 1)).toBe(true);
  }
});

it("reserves a usable shape for pictures", () => {
  expect(pictureRatio(undefined)).toBeCloseTo(4 / 3);
  expect(pictureRatio({ width: 4000, height: 10 })).toBe(2.2);
  expect(pictureRatio({ width: 10, height: 4000 })).toBe(0.75);
});
