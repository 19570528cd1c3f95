import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { defaultPreferences, followOtherTabs, isQuiet, usePreferences } from "@/lib/preferences";

beforeEach(() => {
  localStorage.clear();
  usePreferences.setState(defaultPreferences);
});

describe("quiet hours", () => {
  const at = (time: string) => new Date(`2026-05-04T${time}:00`);
  test.each([
    ["none", null, null, "03:00", false],
    ["half set", "21:00", null, "22:00", false],
    ["before", "13:00", "15:00", "12:59", false],
    ["their first minute", "13:00", "15:00", "13:00", true],
    ["their end", "13:00", "15:00", "15:00", false],
    ["before midnight", "21:00", "07:00", "23:30", true],
    ["after midnight", "21:00", "07:00", "06:59", true],
    ["the day between", "21:00", "07:00", "07:00", false],
    ["the whole day", "08:00", "08:00", "12:00", true],
  ])("%s", (_, quietFrom, quietTo, now, quiet) => {
    expect(isQuiet({ quietFrom, quietTo }, at(now))).toBe(quiet);
  });
});

describe("preferences", () => {
  let forget = () => {};
  afterEach(() => forget());

  test("are kept in the browser", () => {
    usePreferences.setState({ enterSends: false });
    expect(localStorage.getItem("conectafy-preferences")).toContain('"enterSends":false');
  });

  test("come from other tabs", () => {
    forget = followOtherTabs();
    const elsewhere = { state: { ...defaultPreferences, chatTextSize: "large" }, version: 1 };
    localStorage.setItem("conectafy-preferences", JSON.stringify(elsewhere));
    window.dispatchEvent(new StorageEvent("storage", { key: "conectafy-preferences" }));
    expect(usePreferences.getState().chatTextSize).toBe("large");
  });

  test("that a newer version brings are at their default", () => {
    localStorage.setItem("conectafy-preferences", JSON.stringify({ state: { sound: "bell" }, version: 1 }));
    void usePreferences.persist.rehydrate();
    expect(usePreferences.getState()).toMatchObject({ sound: "bell", mediaAuto: true });
  });
});
