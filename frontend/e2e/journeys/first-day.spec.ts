import { randomUUID } from "node:crypto";
import { PASSWORD, Phone } from "../support/api";
import { expect, test } from "../support/person";

test("from registering to a conversation, and back after signing out", async ({ page }) => {
  const email = `carolina-${randomUUID()}@example.com`;
  await page.goto("/");
  await expect(page).toHaveURL(/\/login/);
  await page.getByRole("link", { name: "Crear una" }).click();
  await page.getByLabel("Tu nombre (opcional)").fill("Carolina");
  await page.getByLabel("Correo").fill(email);
  await page.getByLabel("Contraseña", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Crear cuenta" }).click();

  await expect(page).toHaveURL(/\/dashboard/);
  await page.getByRole("main").getByRole("link", { name: /^Conectar/ }).first().click();
  await expect(page).toHaveURL(/\/sessions\/new/);
  await page.getByLabel("¿Cómo se llama este número?").fill("Ventas");
  await page.getByRole("button", { name: "Seguir" }).click();
  const created = page.waitForResponse((response) => response.url().endsWith("/api/sessions") && response.request().method() === "POST");
  await page.getByRole("main").getByRole("button", { name: "Crear y vincular" }).click();
  const session = ((await (await created).json()) as { data: { id: string; containerPort: number } }).data;

  await expect(page).toHaveURL(new RegExp(`/qr/${session.id}`));
  await expect(page.getByRole("img", { name: /^Código QR para vincular Ventas/ })).toBeVisible();
  const phone = new Phone(session.containerPort);
  await phone.play("scan", { phoneNumber: "5215500000051", pushName: "Carolina" });
  await page.getByRole("link", { name: "Abrir chats" }).click();

  await expect(page).toHaveURL(/\/chat/);
  await phone.play("message", { from: "5491122334455@c.us", name: "Mariana", text: "¿Tienen conchas?" });
  await page.getByRole("link", { name: /^Mariana/ }).or(page.getByRole("option", { name: /^Mariana/ })).first().click();
  const log = page.getByRole("log");
  await expect(log.getByText("¿Tienen conchas?")).toBeVisible();
  const box = page.getByRole("textbox", { name: "Mensaje para Mariana" });
  await box.fill("Sí, de vainilla y de chocolate");
  await box.press("Enter");
  await expect(log.getByText("Sí, de vainilla y de chocolate")).toBeVisible();
  await expect.poll(async () => (await phone.sent()).map((sent) => sent.text)).toContain("Sí, de vainilla y de chocolate");
  await expect(log.getByRole("img", { name: /Entregado|Leído|Enviado/ }).last()).toBeVisible();

  await page.reload();
  await expect(log.getByText("Sí, de vainilla y de chocolate")).toBeVisible();

  const conversation = page.url();
  await page.getByRole("button", { name: /^Tu cuenta/ }).click();
  await page.getByRole("button", { name: "Cerrar sesión" }).click();
  await expect(page).toHaveURL(/\/login/);
  await page.goto(conversation);
  await expect(page).toHaveURL(/\/login\?next=/);
  await page.getByLabel("Correo").fill(email);
  await page.getByLabel("Contraseña", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Entrar" }).click();
  await expect(page).toHaveURL(conversation);
  await expect(log.getByText("¿Tienen conchas?")).toBeVisible();
});
