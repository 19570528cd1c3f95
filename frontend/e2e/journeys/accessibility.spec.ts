import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/person";
import { settled } from "../support/settled";
import { everyKindPath, openShop } from "../support/shop";

const themes = ["light", "dark"] as const;
const guidelines = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

for (const colorScheme of themes) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    for (const path of ["/login", "/register", "/forgot-password", "/reset-password"]) {
      test(`axe finds nothing on ${path}`, async ({ page }) => {
        await page.goto(path);
        await page.getByRole("heading", { level: 1 }).waitFor();
        expect((await new AxeBuilder({ page }).withTags(guidelines).analyze()).violations).toEqual([]);
      });
    }

    test("axe finds nothing on the pages of a signed-in person", async ({ person: { page, api } }, info) => {
      test.setTimeout(300_000);
      const start = colorScheme === "light" ? 21 : 31;
      const shop = await openShop(api, [`52155000000${start}`, `52155000000${start + 1}`]);
      const findings: Record<string, unknown> = {};
      for (const path of [
        "/dashboard",
        "/chat",
        everyKindPath(shop.sales),
        "/sessions",
        "/sessions/new",
        `/qr/${shop.broken.id}`,
        "/settings",
      ]) {
        await page.goto(path);
        await page.getByRole("heading").first().waitFor();
        await settled(page);
        const { violations } = await new AxeBuilder({ page }).withTags(guidelines).analyze();
        if (violations.length > 0) {
          findings[path] = violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.html.slice(0, 200)) }));
        }
      }
      info.annotations.push({ type: "findings", description: JSON.stringify(findings) });
      expect(findings).toEqual({});
    });
  });
}
