import { expect, test } from "../support/person";
import { everyKindPath, openShop } from "../support/shop";

/** One pixel, as a picture that somebody chose. */
const dot = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

test("every kind of message is shown as what it is, and can be sent", async ({ person: { page, api } }) => {
  const { sales, phone } = await openShop(api, ["5215500000061", "5215500000062"]);
  await page.goto(everyKindPath(sales));
  const log = page.getByRole("log");
  await expect(log.getByText("🎉")).toBeVisible();
  const shown = [/Mariana Treviño.*Foto/, /Nota de voz/, /Video/, /Documento/, /Sticker/, /Ubicación/, /Contacto/, /Encuesta/, /Audio/];
  for (const label of shown) {
    const message = log.getByLabel(label).first();
    await message.scrollIntoViewIfNeeded();
    await expect(message).toBeVisible();
  }
  await expect(log.locator("strong", { hasText: "conchas de vainilla" }).or(log.locator("b", { hasText: "conchas de vainilla" }))).toHaveCount(1);

  const sent = async (fits: (delivery: Record<string, unknown>) => boolean) =>
    expect.poll(async () => (await phone.sent()).some(fits), { timeout: 40_000 }).toBe(true);
  const attach = async (what: string) => {
    await page.getByRole("button", { name: "Adjuntar (Alt+A)" }).click();
    return page.getByRole("menuitem", { name: what });
  };

  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), (await attach("Fotos y videos")).click()]);
  await chooser.setFiles({ name: "dot.png", mimeType: "image/png", buffer: dot });
  await page.getByLabel("Texto para dot.png").fill("un punto");
  await page.getByRole("button", { name: "Enviar", exact: true }).click();
  await sent((delivery) => delivery.caption === "un punto");

  const [documents] = await Promise.all([page.waitForEvent("filechooser"), (await attach("Documento")).click()]);
  await documents.setFiles({ name: "lista.txt", mimeType: "text/plain", buffer: Buffer.from("1 pan") });
  await page.getByRole("button", { name: "Enviar", exact: true }).click();
  await sent((delivery) => JSON.stringify(delivery).includes("lista.txt"));

  await (await attach("Encuesta")).click();
  await page.getByLabel("Pregunta").fill("¿Cuándo?");
  await page.getByLabel("Opción 1").fill("Hoy");
  await page.getByLabel("Opción 2").fill("Mañana");
  await page.getByRole("button", { name: "Enviar encuesta" }).click();
  await sent((delivery) => JSON.stringify(delivery).includes("¿Cuándo?"));

  await (await attach("Contacto")).click();
  await page.getByLabel("Nombre", { exact: true }).fill("Lupita");
  await page.getByLabel("Teléfono con código de país").fill("+52 81 1633 0914");
  await page.getByRole("button", { name: "Enviar contacto" }).click();
  await sent((delivery) => JSON.stringify(delivery).includes("Lupita"));

  await page.getByRole("button", { name: "Grabar nota de voz" }).click();
  await expect(page.getByText("Grabando nota de voz")).toBeVisible();
  await page.getByRole("button", { name: "Enviar nota de voz" }).click();
  await sent((delivery) => JSON.stringify(delivery).includes("audio/ogg"));
});
