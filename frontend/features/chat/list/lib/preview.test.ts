import { expect, test } from "vitest";
import type { PersonPresence } from "@/features/chat/api/presence-store";
import { plainText, previewOf, sayMessage } from "@/features/chat/list/lib/preview";
import type { LastMessage } from "@/lib/api/types";

const message: LastMessage = { id: "1", body: "hola", type: "text", fromMe: true, status: "sent", senderName: null, durationMs: null, at: "2026-11-27T10:00:00Z" };
const typing: PersonPresence = { address: "1@c.us", state: "typing", lastSeen: null, until: Infinity };

test("what happens now comes before everything else", () => {
  expect(previewOf({ draft: "d", lastMessage: message }, [typing], false)).toEqual({ is: "typing" });
  expect(previewOf({ draft: "d", lastMessage: message }, [{ ...typing, state: "online" }], false)).toEqual({ is: "draft", text: "d" });
});

test("the open chat shows no draft", () => {
  expect(previewOf({ draft: "d", lastMessage: message }, [], true)).toEqual({ is: "message", message });
});

test("a failure is said", () => {
  const failed = { ...message, status: "failed" as const };
  expect(previewOf({ draft: null, lastMessage: failed }, [], false)).toEqual({ is: "failed", message: failed });
});

test.each([
  ["*Hola* _a_ ~todos~", "Hola a todos"],
  ["2*3*4 y snake_case_name", "2*3*4 y snake_case_name"],
  ["uno\n\ndos", "uno dos"],
  ["```x```", "x"],
])("%j reads %j", (body, plain) => expect(plainText(body)).toBe(plain));

test("a voice note tells its length, and a group who spoke", () => {
  expect(sayMessage({ ...message, senderName: "Carla" }, "Mensaje")).toBe("Carla: hola");
  expect(sayMessage({ ...message, body: "", type: "voice", durationMs: 7400 }, "Nota de voz")).toBe("Nota de voz 0:07");
  expect(sayMessage({ ...message, body: "" }, "Foto")).toBe("Foto");
});
