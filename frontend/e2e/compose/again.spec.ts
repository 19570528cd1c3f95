import { readFileSync } from "node:fs";
import { PASSWORD, Phone } from "../support/api";
import { expect, test } from "../support/person";
import { addressOf, EMAIL, SESSION_FILE } from "./installation";

test("the conversation and the link are still there", async ({ page }) => {
  const id = readFileSync(SESSION_FILE, "utf8");
  await page.goto(`/chat?session=${id}&chat=${encodeURIComponent("5491122334455@c.us")}`);
  await page.getByLabel("Correo").fill(EMAIL);
  await page.getByLabel("Contraseña", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Entrar" }).click();
  const log = page.getByRole("log");
  await expect(log.getByText("¿Tienen conchas?")).toBeVisible();
  await expect(log.getByText("Sí, de vainilla y de chocolate")).toBeVisible();
  await expect(log.getByText("Como estas")).toBeVisible();
  const picture = log.getByRole("img", { name: /Como estas|Foto/ }).first();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);

  // Linked without a new scan: a message comes in.
  const text = `¿Y hoy? ${Date.now()}`;
  const phone = new Phone(3000, addressOf(id));
  await expect.poll(async () => phone.play("message", { from: "5491122334455@c.us", name: "Mariana", text }).then(() => true, () => false)).toBe(true);
  await expect(log.getByText(text)).toBeVisible();
});
