import { describe, expect, it } from "vitest";
import { contactForm } from "@/features/chat/composer/lib/contact-form";
import { cleanPoll, pollProblem } from "@/features/chat/composer/lib/poll-form";

const poll = (question: string, ...options: string[]) => ({ question, options, multipleAnswers: false });

describe("a poll", () => {
  it("needs a question and two different options", () => {
    expect(pollProblem(poll(" ", "a", "b"))).toBe("questionMissing");
    expect(pollProblem(poll("¿A qué hora?", "9h", " "))).toBe("tooFew");
    expect(pollProblem(poll("¿A qué hora?", "9h", "9h "))).toBe("twice");
    expect(pollProblem(poll("¿A qué hora?", "9h", "18h", ""))).toBeNull();
  });

  it("leaves blank options out", () => {
    expect(cleanPoll(poll(" ¿Sí? ", "a ", "", "b")).options).toEqual(["a", "b"]);
  });
});

describe("a contact card", () => {
  it("takes a phone however it is written, with its country code", () => {
    const card = { fullName: " Beto ", phoneNumber: "+54 9 (11) 5566-7788", organization: "" };
    expect(contactForm.parse(card)).toEqual({ fullName: "Beto", phoneNumber: "5491155667788", organization: "" });
  });

  it("needs a name and a number", () => {
    const errors = contactForm.safeParse({ fullName: " ", phoneNumber: "12a", organization: "" }).error?.issues ?? [];
    expect(errors.map(({ path }) => path[0])).toEqual(["fullName", "phoneNumber"]);
  });
});
