// @vitest-environment node
import { expect, test } from "vitest";
import { differences, flatten, signature } from "./catalogs.mjs";

const catalog = (entries) => new Map(Object.entries(entries));

test("flattens by dotted path", () => {
  expect([...flatten({ a: { b: "1", c: { d: "2" } }, e: "3" })]).toEqual([["a.b", "1"], ["a.c.d", "2"], ["e", "3"]]);
});

test.each([
  ["Hola", ""],
  ["Hola {name}", "name: text"],
  ["{b} {a}", "a: text, b: text"],
  ["{n, plural, one {# chat} other {# chats de {name}}}", "n: plural, name: text"],
  ["{s, select, on {sí} other {no}}", "s: select on|other"],
  ["<b>{when, date, short}</b> {n, number}", "b: tag, n: number, when: date"],
])("%s takes (%s)", (message, takes) => {
  expect(signature(message)).toBe(takes);
});

test("the categories of plurals may differ", () => {
  const catalogs = {
    es: catalog({ a: "{n, plural, one {#} many {#} other {#}}" }),
    en: catalog({ a: "{n, plural, one {#} other {#}}" }),
  };
  expect(differences(catalogs, "es")).toEqual([]);
});

test("tells keys that are missing, too many, or take something else", () => {
  const catalogs = {
    es: catalog({ a: "{name}", b: "B", c: "{n, plural, one {#} other {#}}", d: "{s, select, x {1} other {2}}" }),
    en: catalog({ a: "{nombre}", c: "{n}", d: "{s, select, y {1} other {2}}", e: "E" }),
  };
  expect(differences(catalogs, "es")).toEqual([
    "en: a takes (nombre: text), and in es (name: text)",
    "en: b is missing",
    "en: c takes (n: text), and in es (n: plural)",
    "en: d takes (s: select other|y), and in es (s: select other|x)",
    "en: e isn't in es",
  ]);
});

test("tells a message that can't be read, in any language", () => {
  const catalogs = { es: catalog({ a: "{n, plural, one {#}", b: "B" }), en: catalog({ a: "A", b: "{" }) };
  expect(differences(catalogs, "es")).toEqual([
    expect.stringContaining("es: a isn't a good ICU message"),
    expect.stringContaining("en: b isn't a good ICU message"),
  ]);
});
