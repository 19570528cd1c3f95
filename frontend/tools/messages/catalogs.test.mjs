// @vitest-environment node
import { expect, test } from "vitest";
import { differences, flatten, signature } from "./catalogs.mjs";

const catalog = (entries) => new Map(Object.entries(entries));

test("flattens by dotted path", () => {
  expect([...flatten({ a: { b: "1", c: { d: "2" } }, e: "3" })]).toEqual([["a.b", "1"], ["a.c.d", "2"], ["e", "3"]]);
});

test.each([
  ["Hola", ""],
  ["Hola {name}", "name: value"],
  ["{b} {a}", "a: value, b: value"],
  ["{n, plural, one {# chat} other {# chats de {name}}}", "n: value, name: value"],
  ["{s, select, on {sí} other {no}}", "s: select on|other"],
  ["<b>{when, date, short}</b> {n, number}", "b: tag, n: value, when: date"],
])("%s takes (%s)", (message, takes) => {
  expect(signature(message)).toBe(takes);
});

test("plurals may differ, and be needless in a language", () => {
  const catalogs = {
    es: catalog({ a: "{n, plural, one {#} many {#} other {#}}", b: "{n, plural, one {# activo} other {# activos}}" }),
    en: catalog({ a: "{n, plural, one {#} other {#}}", b: "{n} active" }),
  };
  expect(differences(catalogs, "es")).toEqual([]);
});

test("tells keys that are missing, too many, or take something else", () => {
  const catalogs = {
    es: catalog({ a: "{name}", b: "B", c: "{d, date}", d: "{s, select, x {1} other {2}}" }),
    en: catalog({ a: "{nombre}", c: "{d}", d: "{s, select, y {1} other {2}}", e: "E" }),
  };
  expect(differences(catalogs, "es")).toEqual([
    "en: a takes (nombre: value), and in es (name: value)",
    "en: b is missing",
    "en: c takes (d: value), and in es (d: date)",
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
