import type { Page } from "@playwright/test";
import { answer, boxOf, chatPath, jorge, mariana, openChat } from "../support/chat";
import { expect, test } from "../support/person";

test("what a person does with a message reaches the other side: reactions, star, pin, edit, forward, delete for everyone", async ({ person: { page, api } }) => {
  const { session, phone } = await openChat(page, api, "5215500000016");
  await phone.play("message", { ...jorge, text: "¿me reenvías eso?" });
  const sent = async (text: string) => (await phone.sent()).find((delivery) => delivery.text === text);
  const log = page.getByRole("log");
  await answer(page, phone, "a las cuatro");
  const own = log.getByRole("article", { name: /Tú.*a las cuatro/ });
  await expect(own.getByRole("img", { name: /Entregado|Leído/ })).toBeVisible();

  await choose(page, "hola", "Reaccionar con 👍");
  await expect(log.getByRole("button", { name: /^👍/ })).toBeVisible();
  await choose(page, "hola", "Más reacciones");
  await page.getByLabel("Buscar emoji").fill("pastel");
  await page.getByRole("button", { name: "pastel", exact: true }).click();
  await expect(log.getByRole("button", { name: /^👍/ })).toBeHidden();
  await expect(log.getByRole("list", { name: "Reacciones" }).getByRole("button")).toHaveCount(1);

  await choose(page, "hola", "Destacar");
  await expect(log.getByRole("img", { name: "Destacado" })).toBeVisible();
  // The engine that runs here can't pin, which is said.
  await choose(page, "hola", "Fijar 7 días");
  await expect(page.getByRole("region", { name: /^Notifications/ }).getByText(/motor/i)).toBeVisible();
  await expect(log.getByRole("img", { name: "Fijado" })).toBeHidden();

  await choose(page, "a las cuatro", "Editar");
  const edit = page.getByRole("textbox", { name: "Texto del mensaje" });
  await expect(edit).toBeFocused();
  await edit.fill("a las cinco");
  await edit.press("Enter");
  await expect(log.getByText("a las cinco")).toBeVisible();
  await expect(log.getByText("editado")).toBeVisible();
  await expect(boxOf(page)).toBeFocused();
  await expect.poll(async () => Boolean((await sent("a las cinco"))?.edited)).toBe(true);

  await choose(page, "a las cinco", "Reenviar");
  const dialog = page.getByRole("dialog", { name: "Reenviar a…" });
  await dialog.getByLabel("Buscar un chat").fill("Jorge");
  await dialog.getByRole("checkbox", { name: /Jorge Robledo/ }).check();
  await dialog.getByRole("button", { name: "Reenviar a 1 chat" }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(async () => (await phone.sent()).some((delivery) => delivery.text === "a las cinco" && delivery.chatId !== mariana.from)).toBe(true);

  await choose(page, "a las cinco", "Eliminar para todos");
  await page.getByRole("button", { name: "Eliminar mensaje" }).click();
  await expect(log.getByText("Se eliminó este mensaje")).toBeVisible();
  await expect.poll(async () => (await phone.sent()).some((delivery) => Boolean(delivery.revoked))).toBe(true);

  await page.goto(chatPath(session, jorge.from));
  await expect(log.getByText("a las cinco")).toBeVisible();
  await expect(log.getByText("Reenviado")).toBeVisible();
});

test("a call is rejected from the chat", async ({ person: { page, api } }) => {
  const { phone } = await openChat(page, api, "5215500000017");
  await phone.play("call", { from: mariana.from });
  await page.getByRole("log").getByRole("button", { name: "Rechazar" }).click();
  await expect(page.getByRole("log").getByText(/^Llamada rechazada/)).toBeVisible();
});

/** Opens the menu of the message with that text, and chooses from it. */
async function choose(page: Page, text: string, what: string) {
  await page.getByRole("log").getByRole("article").filter({ hasText: text }).last().focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: what, exact: true }).click();
}
