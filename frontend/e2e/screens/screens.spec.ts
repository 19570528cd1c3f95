import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "../support/person";
import { settled } from "../support/settled";
import { everyKindPath, openShop } from "../support/shop";

const folder = join(import.meta.dirname, "../../../docs/screens");
const sizes = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

test("pictures of every page, in both themes and two widths", async ({ person: { page, api } }) => {
  test.setTimeout(300_000);
  await mkdir(folder, { recursive: true });
  const shop = await openShop(api, ["5215500000041", "5215500000042"]);
  const pages = {
    dashboard: "/dashboard",
    chats: "/chat",
    conversation: everyKindPath(shop.sales),
    numbers: "/sessions",
    "new-number": "/sessions/new",
    qr: `/qr/${shop.broken.id}`,
    settings: "/settings",
  };
  const take = async (name: string, path: string) => {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      for (const [width, viewport] of Object.entries(sizes)) {
        await page.setViewportSize(viewport);
        await page.goto(path);
        await page.getByRole("heading").first().waitFor();
        await settled(page);
        await expect(page.getByText("Midiendo…")).toBeHidden();
        await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`) });
      }
    }
  };
  for (const [name, path] of Object.entries(pages)) await take(name, path);
  await page.context().clearCookies();
  await page.evaluate(() => localStorage.clear());
  for (const name of ["login", "register", "forgot-password"]) await take(name, `/${name}`);
});
