import { expect, test } from "../support/person";
import { heapBytes, makeLongChat, scrollUp, writeAsMariana } from "../support/long-chat";

const MESSAGES = 50_000;

/** What is on screen and a little beyond, and what stays loaded around it. */
const MOST_ROWS = 80;
const MOST_HEAP = 40_000_000;

test("a chat of 50,000 messages opens at its end, scrolls back in place, and holds only what it shows", async ({ person: { page, api } }) => {
  test.setTimeout(180_000);
  const { phone, path } = await makeLongChat(api, "5215500000091", MESSAGES);
  await page.goto(path);
  const log = page.getByRole("log");
  await expect(log.getByText("la última")).toBeVisible();

  for (let pages = 0; pages < 12; pages++) {
    await scrollUp(page);
    expect(await log.locator("[data-index]").count()).toBeLessThan(MOST_ROWS);
  }
  expect(await log.evaluate((element) => element.querySelectorAll("*").length)).toBeLessThan(4000);
  expect(await heapBytes(page)).toBeLessThan(MOST_HEAP);

  await writeAsMariana(phone, "una más");
  const toEnd = page.getByRole("button", { name: /^Ir al último mensaje, 1 nuevo/ });
  await toEnd.click();
  await expect(log.getByText("una más")).toBeVisible();
});
