import { describe, expect, it } from "vitest";
import { findLinks, safeHref } from "@/features/chat/bubbles/lib/find-links";
import { type Inline, parseInline } from "@/features/chat/bubbles/lib/parse-inline";
import { parseText } from "@/features/chat/bubbles/lib/parse-text";
import { plainText } from "@/features/chat/bubbles/lib/plain-text";

/** Writes pieces shortly: [b …] bold, [i …] italic, [s …] strike, [c …] code, [a …] link, [@ …] mention. */
const short = (pieces: Inline[]): string =>
  pieces
    .map((piece) => {
      switch (piece.kind) {
        case "text": return piece.text;
        case "code": return `[c ${piece.text}]`;
        case "link": return `[a ${piece.href}]`;
        case "mention": return `[@ ${piece.address}]`;
        default: return `[${piece.kind[0]} ${short(piece.children)}]`;
      }
    })
    .join("");
const read = (line: string, mentions?: string[]) => short(parseInline(line, mentions));

describe("signs within a line", () => {
  it.each([
    ["*negrita*, _cursiva_ y ~tachado~", "[b negrita], [i cursiva] y [s tachado]"],
    ["*_todo_ junto*", "[b [i todo] junto]"],
    ["_*~tres~*_", "[i [b [s tres]]]"],
    ["(*entre paréntesis*)!", "([b entre paréntesis])!"],
    ["`*nada*` y *`algo`*", "[c *nada*] y [b [c algo]]"],
    ["¿*Cuánto*?", "¿[b Cuánto]?"],
  ])("%s", (line, pieces) => expect(read(line)).toBe(pieces));

  it.each([
    "2 * 3 * 4",
    "snake_case_name",
    "a*b*c",
    "*sin cerrar",
    "* no *",
    "**",
    "****",
    "_",
    "``",
    "`suelto",
    "*_a*b_c*_d".slice(0, 3),
  ])("leaves %s as it is", (line) => expect(read(line)).toBe(line));

  it("keeps what overlaps readable", () => {
    expect(read("*a _b* c_")).toBe("[b a _b] c_");
    expect(read("*uno *dos*")).toBe("[b uno *dos]");
  });

  it("names people only if the message does", () => {
    expect(read("@5491122334455 mira", ["5491122334455@c.us"])).toBe("[@ 5491122334455@c.us] mira");
    expect(read("@5491122334455 mira", ["111@c.us"])).toBe("@5491122334455 mira");
    expect(read("*@5491122334455*", ["5491122334455@lid"])).toBe("[b [@ 5491122334455@lid]]");
  });
});

describe("links", () => {
  it.each([
    ["https://x.mx/a_b_c?d=*e*&f~g", "https://x.mx/a_b_c?d=*e*&f~g"],
    ["mira (https://x.mx/a).", "https://x.mx/a"],
    ["https://es.wikipedia.org/wiki/Pan_(comida)", "https://es.wikipedia.org/wiki/Pan_(comida)"],
    ["*https://x.mx*", "https://x.mx/"],
    ["www.dulcenorte.mx/menu", "https://www.dulcenorte.mx/menu"],
    ["dulcenorte.com.mx", "https://dulcenorte.com.mx/"],
    ["ana@dulcenorte.mx", "mailto:ana@dulcenorte.mx"],
    ["llama al +52 81 8310-4477", "tel:+528183104477"],
  ])("%s", (text, href) => expect(findLinks(text).map((link) => link.href)).toEqual([href]));

  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt://x.mx/%0Aalert(1)".replace("x.mx", "x"),
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "vbscript:msgbox",
    "3.50 y 4.20",
    "hola.Qué tal",
    "https://",
  ])("finds nothing in %s", (text) => expect(findLinks(text)).toEqual([]));

  it("opens nothing but the web, mail and phone", () => {
    for (const bad of ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "blob:https://x/y", "ftp://x", "no"]) {
      expect(safeHref(bad)).toBeNull();
    }
    expect(safeHref("https://x.mx")).toBe("https://x.mx/");
  });
});

describe("blocks", () => {
  it("tells paragraphs, lists, quotes and code apart", () => {
    const kinds = parseText("hola\n- uno\n* dos\n1. a\n2. b\n> cita\n```x\ny```fin").map((block) => block.kind);
    expect(kinds).toEqual(["paragraph", "list", "list", "quote", "code", "paragraph"]);
  });

  it("begins a list where it was begun", () => {
    expect(parseText("7. siete")).toMatchObject([{ kind: "list", ordered: true, start: 7 }]);
  });

  it("reads no signs in code, and leaves an open fence as it is", () => {
    expect(parseText("```*a*\n- b```")).toEqual([{ kind: "code", text: "*a*\n- b" }]);
    expect(parseText("```abierto")).toMatchObject([{ kind: "paragraph" }]);
  });

  it("makes one line of it for screen readers", () => {
    expect(plainText("*Hola* @521\n- _uno_", ["521@c.us"])).toBe("Hola @521 uno");
    expect(plainText("*Hola* @52155512\n- _uno_", ["52155512@c.us"], () => "Ana")).toBe("Hola @Ana uno");
  });

  it("keeps markup as text", () => {
    expect(parseText("<img src=x onerror=alert(1)>")).toEqual([
      { kind: "paragraph", lines: [[{ kind: "text", text: "<img src=x onerror=alert(1)>" }]] },
    ]);
  });
});

describe("attacks", () => {
  const size = 65_000;
  it.each([
    ["open marks", "*_~".repeat(size / 3)],
    ["marks and words", "*a _b ~c ".repeat(size / 9)],
    ["nested marks", `${"*a_b~".repeat(size / 12)}${"~b_a*".repeat(size / 12)}`],
    ["backticks", "`".repeat(size)],
    ["open codes", "`a ".repeat(size / 3)],
    ["fences", "```a".repeat(size / 4)],
    ["one word", "a".repeat(size)],
    ["dots", "a.".repeat(size / 2)],
    ["almost mail", "a@".repeat(size / 2)],
    ["almost phone", "+1".repeat(size / 2)],
    ["almost links", "http://".repeat(size / 7)],
    ["brackets", `https://x.mx/${")".repeat(size)}`],
    ["lines", "> \n".repeat(size / 3)],
  ])("reads 65,000 signs of %s in no time", (_, text) => {
    const started = performance.now();
    parseText(text);
    // A second is a hundred times what it takes; what isn't linear takes minutes.
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it("nests no deeper than its three marks", () => {
    const depth = (pieces: Inline[]): number => Math.max(0, ...pieces.map((piece) => ("children" in piece ? 1 + depth(piece.children) : 0)));
    expect(depth(parseInline("*_~".repeat(5_000) + "x" + "~_*".repeat(5_000)))).toBeLessThanOrEqual(3);
  });
});
