import { beforeEach, expect, test, vi } from "vitest";
import { forgetPeople, greet, isHere } from "@/lib/browser-data";

const deleteDatabase = vi.fn();

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  deleteDatabase.mockReset();
  const databases = async () => [{ name: "conectafy-outbox" }, { name: "of-somebody-else" }];
  vi.stubGlobal("indexedDB", { databases, deleteDatabase });
});

const leave = () => {
  localStorage.setItem("conectafy-drafts:ana", "Hola");
  localStorage.setItem("conectafy-preferences", "{}");
  localStorage.setItem("conectafy-auth", "{}");
  localStorage.setItem("theme", "dark");
  sessionStorage.setItem("conectafy-cursor:ana", "7");
};

test("forgets what people left, and keeps what is the browser's", async () => {
  leave();
  await forgetPeople();
  expect(Object.keys(localStorage).sort()).toEqual(["conectafy-auth", "conectafy-preferences", "theme"]);
  expect(sessionStorage).toHaveLength(0);
  expect(deleteDatabase.mock.calls).toEqual([["conectafy-outbox"]]);
});

test("a person is here until they sign out or another one comes", async () => {
  expect(isHere("ana")).toBe(false);
  greet("ana");
  expect(isHere("ana")).toBe(true);
  greet("beto");
  expect(isHere("ana")).toBe(false);
  await forgetPeople();
  expect(isHere("beto")).toBe(false);
});

test("whoever returns finds their drafts", () => {
  greet("ana");
  leave();
  greet("ana");
  expect(localStorage.getItem("conectafy-drafts:ana")).toBe("Hola");
});

test("another person finds nothing", () => {
  greet("ana");
  leave();
  greet("beto");
  expect(localStorage.getItem("conectafy-drafts:ana")).toBeNull();
  expect(localStorage.getItem("conectafy-person")).toBe("beto");
});
