import { beforeEach, describe, expect, it, vi } from "vitest";
import { loadDraft, saveDraft } from "@/features/chat/composer/lib/draft-storage";
import { forgetPeople, greet } from "@/lib/browser-data";

const chat = { sessionId: "s", chatId: "c@g.us" };
beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("indexedDB", {});
  greet("ana");
});

describe("drafts in the browser", () => {
  it("come back, with whom they name", () => {
    const draft = { text: "hola @Ana", base: null, mentions: [{ label: "Ana", address: "1@c.us" }] };
    saveDraft("ana", chat, draft);
    expect(loadDraft("ana", chat)).toEqual(draft);
  });

  it("are of one person and one chat", () => {
    saveDraft("ana", chat, { text: "hola", base: null, mentions: [] });
    expect(loadDraft("beto", chat)).toBeNull();
    expect(loadDraft("ana", { ...chat, sessionId: "t" })).toBeNull();
  });

  it("leave nothing behind when both sides are empty, and remember an emptied one until the server knows", () => {
    saveDraft("ana", chat, { text: "", base: "viejo", mentions: [] });
    expect(loadDraft("ana", chat)).toMatchObject({ text: "", base: "viejo" });
    saveDraft("ana", chat, { text: "", base: null, mentions: [] });
    expect(loadDraft("ana", chat)).toBeNull();
  });

  it("are not kept once their person signed out, in this tab or another", async () => {
    await forgetPeople();
    saveDraft("ana", chat, { text: "hola", base: null, mentions: [] });
    expect(localStorage).toHaveLength(0);
    greet("beto");
    saveDraft("ana", chat, { text: "hola", base: null, mentions: [] });
    expect(loadDraft("ana", chat)).toBeNull();
  });
});
