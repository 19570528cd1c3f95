import { expect, test } from "../support/person";
import { openShop } from "../support/shop";

test("a person without a mouse finds a chat, answers it, and goes to the next one", async ({ person: { page, api } }) => {
  const { phone } = await openShop(api, ["5215500000081", "5215500000082"]);
  await page.goto("/chat");
  await expect(page.getByText("Mariana Treviño").first()).toBeVisible();

  // The server takes its time. What is known already is enough to go on.
  let answer = () => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await page.route(/\/api\/chats\?.*q=Paola/, async (route) => {
    await answered;
    await route.continue();
  });
  const asked = page.waitForRequest(/\/api\/chats\?.*q=Paola/);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").or(page.getByPlaceholder("Busca un chat, un número o una acción")).first().fill("Paola");
  await asked;
  await expect(page.getByRole("option", { name: /Paola Cantú/ }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  const box = page.getByRole("textbox", { name: "Mensaje para Paola Cantú" });
  await expect(box).toBeFocused();
  answer();
  await page.keyboard.type("Claro, se las aparto");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await phone.sent()).map((sent) => sent.text)).toContain("Claro, se las aparto");

  await page.keyboard.press("Alt+ArrowDown");
  await expect(box).toBeHidden();
  await page.keyboard.press("Escape");
  await page.locator("body").press("?");
  await expect(page.getByRole("dialog", { name: "Atajos de teclado" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
});
