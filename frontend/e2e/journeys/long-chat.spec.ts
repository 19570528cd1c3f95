import { expect, test } from "../support/person";
import { fillChat } from "../support/database";

const MESSAGES = 50_000;
const mariana = { from: "5491122334455@c.us", name: "Mariana" };

test("a chat of 50,000 messages opens at its end, scrolls back in place, and holds only what it shows", async ({ person: { page, api } }) => {
  test.setTimeout(180_000);
  const { session, phone } = await api.link("Ventas", "5215500000091");
  await phone.play("message", { ...mariana, text: "la última" });
  await expect.poll(async () => (await api.get<unknown[]>(`/api/messages/${session.id}/contacts`)).length).toBe(1);
  await fillChat(session.id, mariana.from, MESSAGES);

  await page.goto(`/chat?session=${session.id}&chat=${encodeURIComponent(mariana.from)}`);
  const log = page.getByRole("log");
  await expect(log.getByText("la última")).toBeVisible();

  const nodes = () => log.evaluate((element) => element.querySelectorAll("*").length);
  for (let pages = 0; pages < 12; pages++) {
    const oldest = await log.evaluate((element) => Number(/mensaje (\d+)/.exec(element.textContent ?? "")?.[1] ?? Infinity));
    await log.hover();
    await page.mouse.wheel(0, -6000);
    await expect
      .poll(() => log.evaluate((element) => Number(/mensaje (\d+)/.exec(element.textContent ?? "")?.[1] ?? Infinity)))
      .toBeLessThan(oldest);
  }
  expect(await nodes()).toBeLessThan(4000);

  await phone.play("message", { ...mariana, text: "una más" });
  const toEnd = page.getByRole("button", { name: /^Ir al último mensaje, 1 nuevo/ });
  await toEnd.click();
  await expect(log.getByText("una más")).toBeVisible();
});
