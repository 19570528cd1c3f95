import type { Page } from "@playwright/test";
import { chatPath, jorge, mariana, openChat } from "../support/chat";
import { expect, test } from "../support/person";

type Heard = { notices: { title: string; tag: string; body: string }[]; sounds: number };

test.use({ permissions: ["notifications"] });

test("news of other chats are told by notices, sound, the title's count and the icon's dot; quiet hours silence them", async ({ person: { page, api } }) => {
  await page.addInitScript(listen);
  const { session, phone } = await openChat(page, api, "5215500000014");
  await phone.play("message", { ...jorge, text: "antes del permiso" });
  await expect(page).toHaveTitle(/^\(1\)/);
  expect((await heard(page)).notices).toEqual([]);

  await page.goto("/settings");
  await page.getByRole("switch", { name: "Avisar de mensajes nuevos" }).click();
  await expect(page.getByRole("switch", { name: "Avisar de mensajes nuevos" })).toBeChecked();

  await page.goto(chatPath(session, mariana.from));
  await expect(page.getByRole("log").getByText("hola")).toBeVisible();
  await expect(page.locator('link[rel~="icon"]').first()).toHaveAttribute("href", /^data:/);
  await page.mouse.click(700, 300);
  await phone.play("message", { ...mariana, text: "de quien está a la vista" });
  await expect(page.getByRole("log").getByText("de quien está a la vista")).toBeVisible();
  await phone.play("message", { ...jorge, text: "uno" });
  await expect.poll(async () => (await heard(page)).notices).toMatchObject([{ title: jorge.name, body: "uno" }]);
  await phone.play("message", { ...jorge, text: "dos" });
  await expect.poll(async () => (await heard(page)).notices.map(({ body }) => body)).toEqual(["uno", "dos"]);
  const told = await heard(page);
  // The system shows one notice for each tag: the newer one takes the older one's place.
  expect(new Set(told.notices.map(({ tag }) => tag)).size).toBe(1);
  expect(told.sounds).toBeGreaterThan(0);
  await expect(page).toHaveTitle(/^\(3\)/);

  await page.goto("/settings");
  await page.getByRole("switch", { name: "Horario de silencio" }).click();
  await page.getByLabel("Empieza el silencio").fill("00:00");
  await page.getByLabel("Termina el silencio").fill("00:00");
  await page.goto(chatPath(session, mariana.from));
  await page.mouse.click(700, 300);
  await phone.play("message", { ...jorge, text: "tres" });
  await expect(page).toHaveTitle(/^\(4\)/);
  expect(await heard(page)).toEqual({ notices: [], sounds: 0 });

  await page.goto(chatPath(session, jorge.from));
  await expect(page.getByRole("log").getByText("tres")).toBeVisible();
  await expect(page).not.toHaveTitle(/^\(/);
  await expect(page.locator('link[rel~="icon"]').first()).toHaveAttribute("href", "/favicon.svg");
});

const heard = (page: Page) => page.evaluate(() => (window as unknown as { heard: Heard }).heard);

/** Keeps what the page hands to the system, which has no notices here and no loudspeaker. */
function listen() {
  const heard: Heard = { notices: [], sounds: 0 };
  Object.assign(window, { heard });
  window.Notification = class extends Notification {
    constructor(title: string, options: NotificationOptions = {}) {
      super(title, options);
      heard.notices.push({ title, tag: options.tag ?? "", body: options.body ?? "" });
    }
  };
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) {
    heard.sounds++;
    start.apply(this, when);
  };
}
