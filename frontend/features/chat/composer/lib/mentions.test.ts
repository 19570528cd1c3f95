import { describe, expect, it } from "vitest";
import { matchPeople, type Participant, resolveMentions } from "@/features/chat/composer/lib/mentions";

const person = (name: string | null, phoneNumber: string | null): Participant => ({
  address: phoneNumber ? `${phoneNumber}@c.us` : "777@lid",
  phoneNumber,
  name,
  role: "member",
});
const people = [person("Sofía Treviño", "5218122107758"), person("Andrés Garza", "5218119053346"), person("Ana", null)];

describe("matchPeople", () => {
  it("finds by the beginning of any name, without accents, and by number", () => {
    expect(matchPeople(people, "sofia")).toEqual([people[0]]);
    expect(matchPeople(people, "gar")).toEqual([people[1]]);
    expect(matchPeople(people, "1905")).toEqual([people[1]]);
    expect(matchPeople(people, "")).toHaveLength(3);
  });
});

describe("resolveMentions", () => {
  it("puts digits in the place of names and tells who is named", () => {
    const mentions = [
      { label: "Ana", address: "777@lid" },
      { label: "Ana María", address: "5215@c.us" },
    ];
    expect(resolveMentions("@Ana María y @Ana, ¿vienen?", mentions)).toEqual({
      text: "@5215 y @777, ¿vienen?",
      mentions: ["5215@c.us", "777@lid"],
    });
  });

  it("names nobody who was deleted from the text again", () => {
    expect(resolveMentions("hola @Anabel", [{ label: "Ana", address: "777@lid" }])).toEqual({ text: "hola @Anabel", mentions: [] });
  });
});
