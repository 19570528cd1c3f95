import { expect, test } from "vitest";
import { firstLink } from "@/features/chat/details/lib/first-link";

test("takes the address out of the text, without what follows it", () => {
  expect(firstLink({ body: "mira (https://example.com/a/b)." })).toEqual({
    href: "https://example.com/a/b", host: "example.com", title: "example.com/a/b",
  });
});

test("the preview's title comes first", () => {
  const link = { url: "https://example.com/x", title: "Tienda" } as NonNullable<Parameters<typeof firstLink>[0]["link"]>;
  expect(firstLink({ body: "", link })?.title).toBe("Tienda");
});

test.each(["javascript:alert(1)", "nada", "https://"])("%s is no link", (body) => expect(firstLink({ body })).toBeNull());

test("a preview may not lead anywhere else than to the web", () => {
  const link = { url: "javascript:alert(1)" } as NonNullable<Parameters<typeof firstLink>[0]["link"]>;
  expect(firstLink({ body: "", link })).toBeNull();
});
