// @vitest-environment node
import ts from "typescript";
import { expect, test } from "vitest";
import { mismatches, usedKeys } from "./sources.mjs";

/** What these sources ask for; file names by path below "/". */
function read(files) {
  const all = Object.fromEntries(Object.entries(files).map(([name, text]) => [`/${name}`, text]));
  const host = {
    ...ts.createCompilerHost({}),
    getSourceFile: (path, target) => (all[path] === undefined ? undefined : ts.createSourceFile(path, all[path], target)),
    fileExists: (path) => path in all,
    readFile: (path) => all[path],
    getCurrentDirectory: () => "/",
  };
  const options = { noLib: true, strict: true, jsx: ts.JsxEmit.Preserve, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler };
  const program = ts.createProgram(Object.keys(all), options, host);
  return usedKeys(program, (path) => path in all);
}

const keysOf = (text) => [...read({ "a.tsx": text }).keys.keys()].sort();

test.each([
  ["a hook", `const t = useTranslations("a.b"); t("c");`, ["a.b.c"]],
  ["a hook without namespace", `const t = useTranslations(); t("a.b");`, ["a.b"]],
  ["on the server", `async function f() { const t = await getTranslations("a"); t("b"); }`, ["a.b"]],
  ["by options", `async function f() { const t = await getTranslations({ locale, namespace: "a" }); t("b"); }`, ["a.b"]],
  ["rich text", `const t = useTranslations("a"); t.rich("b", {}); t.has("c");`, ["a.b", "a.c"]],
  ["a condition", `const t = useTranslations("a"); t(on ? "b" : "c");`, ["a.b", "a.c"]],
  ["a map", `const words = { x: "b", y: "c" } as const; const t = useTranslations("a"); function f(k: "x" | "y") { t(words[k]); }`, ["a.b", "a.c"]],
  ["a typed argument", `type T = ReturnType<typeof useTranslations<"a">>; function f(t: T) { t("b"); }`, ["a.b"]],
  ["shadowing", `const t = useTranslations("a"); function f() { const t = useTranslations("b"); t("c"); } t("d");`, ["a.d", "b.c"]],
  ["other functions", `const t = (key: string) => key; t("b"); other("c"); t.rich("d");`, []],
])("finds keys: %s", (_, text, keys) => {
  expect(keysOf(text)).toEqual(keys);
});

test("follows types and maps to other files", () => {
  const { keys, unclear } = read({
    "words.ts": `export type Translate = ReturnType<typeof useTranslations<"a">>; export const words = { x: "b" } as const;`,
    "use.ts": `import { words, type Translate } from "./words"; export function say(t: Translate) { return t(words.x); }`,
  });
  expect([[...keys.keys()], unclear]).toEqual([["a.b"], []]);
});

test("tells where a key can't be known", () => {
  expect(read({ "a.ts": `const t = useTranslations("a");\nfunction f(k: string) { t(k); }` }).unclear).toEqual(["/a.ts:2"]);
});

test("tells keys that nobody uses and keys that nobody wrote", () => {
  const used = read({ "a.ts": `const t = useTranslations("a");\nt("b");\nt("gone");\nt.raw("list");` });
  expect(mismatches(used, ["a.b", "a.idle", "a.list.one", "a.list.two"])).toEqual(["/a.ts:3: a.gone doesn't exist", "a.idle isn't used"]);
});
