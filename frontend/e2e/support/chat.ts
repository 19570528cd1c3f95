import { expect, type Page } from "@playwright/test";
import type { Api, Phone, Session } from "./api";

export const mariana = { from: "5491122334455@c.us", name: "Mariana" };
export const jorge = { from: "5218110000002@c.us", name: "Jorge Robledo" };

/** Address of a chat. */
export const chatPath = (session: Session, chatId: string) => `/chat?session=${session.id}&chat=${encodeURIComponent(chatId)}`;

/** A number to which Mariana wrote `hola`, and the page of that chat. */
export async function openChat(page: Page, api: Api, phoneNumber: string): Promise<{ session: Session; phone: Phone }> {
  const linked = await api.link("Ventas", phoneNumber);
  await linked.phone.play("message", { ...mariana, text: "hola" });
  await page.goto(chatPath(linked.session, mariana.from));
  await expect(page.getByRole("log").getByText("hola")).toBeVisible();
  return linked;
}

/** The box in which one writes to Mariana. */
export const boxOf = (page: Page) => page.getByRole("textbox", { name: "Mensaje para Mariana" });

/** Writes to Mariana, and waits until she has it. */
export async function answer(page: Page, phone: Phone, text: string) {
  await boxOf(page).fill(text);
  await boxOf(page).press("Enter");
  await expect.poll(async () => (await phone.sent()).map((sent) => sent.text)).toContain(text);
}
