import { describe, expect, it } from "vitest";
import { findTrigger } from "@/features/chat/composer/lib/trigger";

const at = (text: string, mentions = true) => findTrigger(text, text.length, mentions);

describe("findTrigger", () => {
  it("finds a mention that is being typed, with up to two words and accents", () => {
    expect(at("hola @")).toEqual({ kind: "mention", query: "", from: 5, to: 6 });
    expect(at("@Sofía Tre")).toEqual({ kind: "mention", query: "Sofía Tre", from: 0, to: 10 });
  });

  it("names nobody outside groups or in an address", () => {
    expect(at("hola @so", false)).toBeNull();
    expect(at("ana@correo")).toBeNull();
  });

  it("finds an emoji from two letters on", () => {
    expect(at("bien :cora")).toEqual({ kind: "emoji", query: "cora", from: 5, to: 10 });
    expect(at(":c")).toBeNull();
  });

  it("leaves faces, hours and links alone", () => {
    for (const text of [":)", "a las 10:30", "https://ejemplo", "nota:algo"]) expect(at(text)).toBeNull();
  });

  it("looks at what is before the caret alone", () => {
    expect(findTrigger("@so y más", 3, true)).toEqual({ kind: "mention", query: "so", from: 0, to: 3 });
    expect(findTrigger("@so y más", 0, true)).toBeNull();
  });
});
