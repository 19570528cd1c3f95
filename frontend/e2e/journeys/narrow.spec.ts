import { expect, test } from "../support/person";
import { everyKindPath, openShop } from "../support/shop";

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("one pane at a time: the list, a conversation, and back", async ({ person: { page, api } }) => {
    await openShop(api, ["5215500000071", "5215500000072"]);
    await page.goto("/chat");
    await page.getByText("Mariana Treviño").first().click();
    await expect(page.getByRole("textbox", { name: "Mensaje para Mariana Treviño" })).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Principal" })).toBeHidden();
    await page.getByRole("button", { name: "Volver a los chats" }).or(page.getByRole("link", { name: "Volver a los chats" })).click();
    await expect(page.getByRole("navigation", { name: "Principal" })).toBeVisible();
    await expect(page.getByText("Jorge Robledo").first()).toBeVisible();
  });
});

test.describe("at 320 pixels", () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test("nothing scrolls sideways", async ({ person: { page, api } }) => {
    const { sales, broken } = await openShop(api, ["5215500000073", "5215500000074"]);
    for (const path of ["/dashboard", "/chat", everyKindPath(sales), "/sessions", "/sessions/new", `/qr/${broken.id}`, "/settings"]) {
      await page.goto(path);
      await page.getByRole("heading").first().waitFor();
      const wide = await page.evaluate(() => {
        const main = document.querySelector("main");
        return Math.max(document.documentElement.scrollWidth, main?.scrollWidth ?? 0);
      });
      expect(wide, path).toBeLessThanOrEqual(320);
    }
  });
});
