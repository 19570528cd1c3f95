import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { PASSWORD, Phone } from "../support/api";
import { expect, test } from "../support/person";
import { addressOf, EMAIL, SESSION_FILE } from "./installation";

test("from registering to a conversation, in a container that the backend made", async ({ page }) => {
  await page.goto("/register");
  await page.getByLabel("Tu nombre (opcional)").fill("Carolina");
  await page.getByLabel("Correo").fill(EMAIL);
  await page.getByLabel("Contraseña", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Crear cuenta" }).click();
  await expect(page).toHaveURL(/\/dashboard/);

  await page.goto("/sessions/new");
  await page.getByLabel("¿Cómo se llama este número?").fill("Ventas");
  await page.getByRole("button", { name: "Seguir" }).click();
  const created = page.waitForResponse((response) => response.url().endsWith("/api/sessions") && response.request().method() === "POST");
  await page.getByRole("main").getByRole("button", { name: "Crear y vincular" }).click();
  const { id } = ((await (await created).json()) as { data: { id: string } }).data;
  writeFileSync(SESSION_FILE, id);

  await expect(page.getByRole("img", { name: /^Código QR para vincular Ventas/ })).toBeVisible();
  const published = execFileSync("docker", ["port", `waha-session-${id}`], { encoding: "utf8" });
  expect(published, "ports of the number's container on this machine").toBe("");
  const phone = new Phone(3000, addressOf(id));
  await phone.play("scan", { phoneNumber: "5215500000051", pushName: "Carolina" });
  await page.getByRole("link", { name: "Abrir chats" }).click();

  await phone.play("message", { from: "5491122334455@c.us", name: "Mariana", text: "¿Tienen conchas?" });
  await page.getByRole("link", { name: /^Mariana/ }).or(page.getByRole("option", { name: /^Mariana/ })).first().click();
  const log = page.getByRole("log");
  await expect(log.getByText("¿Tienen conchas?")).toBeVisible();
  const box = page.getByRole("textbox", { name: "Mensaje para Mariana" });
  await box.fill("Sí, de vainilla y de chocolate");
  await box.press("Enter");
  await expect.poll(async () => (await phone.sent()).map((sent) => sent.text)).toContain("Sí, de vainilla y de chocolate");
  await phone.play("message", { from: "5491122334455@c.us", name: "Mariana", type: "image", caption: "Como estas" });
  await expect(log.getByText("Como estas")).toBeVisible();
});
