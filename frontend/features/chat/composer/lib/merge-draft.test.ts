import { describe, expect, it } from "vitest";
import { mergeDraft } from "@/features/chat/composer/lib/merge-draft";

describe("mergeDraft", () => {
  it("takes the server's where there is none here", () => {
    expect(mergeDraft(null, "de otro equipo")).toEqual({ text: "de otro equipo", base: "de otro equipo" });
  });

  it("takes the server's when another device changed it and nothing new was written here", () => {
    expect(mergeDraft({ text: "viejo", base: "viejo" }, "nuevo")).toEqual({ text: "nuevo", base: "nuevo" });
    expect(mergeDraft({ text: "viejo", base: "viejo" }, null)).toEqual({ text: "", base: null });
  });

  it("keeps what was written here and the server doesn't know yet", () => {
    const local = { text: "sin guardar", base: "viejo" };
    expect(mergeDraft(local, "nuevo")).toBe(local);
    expect(mergeDraft({ text: "", base: "viejo" }, "viejo")).toEqual({ text: "", base: "viejo" });
  });
});
