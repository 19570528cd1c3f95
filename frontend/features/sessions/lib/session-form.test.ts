import { expect, test } from "vitest";
import { changedLook, lookOf, lookSchema } from "@/features/sessions/lib/session-form";
import { aSession } from "@/test/builders";

const look = { sessionName: " Ventas ", initials: "vé", color: 3, ignoreGroups: false };

test("names lose their margins and initials become upper case", () => {
  expect(lookSchema.parse(look)).toEqual({ ...look, sessionName: "Ventas", initials: "VÉ" });
});

test.each([
  [{ sessionName: "   " }, "nameRequired"],
  [{ sessionName: "x".repeat(101) }, "nameLong"],
  [{ initials: "" }, "initialsBad"],
  [{ initials: "ABC" }, "initialsBad"],
  [{ initials: "A-" }, "initialsBad"],
])("%o is refused: %s", (changes, message) => {
  expect(lookSchema.safeParse({ ...look, ...changes }).error?.issues[0]?.message).toBe(message);
});

test("only what changed is sent", () => {
  const session = aSession();
  expect(changedLook(session, lookOf(session))).toEqual({});
  expect(changedLook(session, { ...lookOf(session), color: 4 })).toEqual({ color: 4 });
});
