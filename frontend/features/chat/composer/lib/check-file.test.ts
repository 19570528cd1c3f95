import { describe, expect, it } from "vitest";
import { checkFile, kindOf, megabytes } from "@/features/chat/composer/lib/check-file";

describe("kindOf", () => {
  it("sends as image only what WhatsApp shows as one", () => {
    expect(kindOf({ type: "image/png" })).toBe("image");
    expect(kindOf({ type: "image/svg+xml" })).toBe("document");
    expect(kindOf({ type: "video/quicktime" })).toBe("video");
    expect(kindOf({ type: "" })).toBe("document");
  });
});

describe("checkFile", () => {
  it("takes what WhatsApp takes", () => {
    expect(checkFile({ size: 16_000_000 }, "image")).toBeNull();
  });

  it("says how large it may be, and whether it would do as a document", () => {
    expect(checkFile({ size: 84_000_000 }, "video")).toEqual({
      code: "tooLarge",
      kind: "video",
      size: 84_000_000,
      limit: 64_000_000,
      asDocument: true,
    });
    expect(checkFile({ size: 200_000_000 }, "video")).toMatchObject({ asDocument: false });
    expect(checkFile({ size: 200_000_000 }, "document")).toMatchObject({ asDocument: false });
  });

  it("refuses what is empty", () => {
    expect(checkFile({ size: 0 }, "document")).toEqual({ code: "empty" });
  });
});

describe("megabytes", () => {
  it("never makes what is too large look as if it fitted", () => {
    expect(megabytes(64_000_001)).toBe(65);
    expect(megabytes(1_230_000)).toBe(1.3);
  });
});
