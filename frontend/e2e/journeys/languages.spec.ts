import { expect, test } from "../support/person";

const words = {
  "es-MX": { lang: "es", home: "Inicio", numbers: "Números", settings: "Ajustes" },
  "en-US": { lang: "en", home: "Home", numbers: "Numbers", settings: "Settings" },
  "pt-BR": { lang: "pt", home: "Início", numbers: "Números", settings: "Ajustes" },
};

for (const [locale, { lang, home, numbers, settings }] of Object.entries(words)) {
  test.describe(locale, () => {
    test.use({ locale });

    test("every page speaks the person's language", async ({ person: { page } }) => {
      for (const path of ["/dashboard", "/sessions", "/settings", "/chat", "/sessions/new"]) {
        await page.goto(path);
        await page.getByRole("heading").first().waitFor();
        await expect(page.locator("html")).toHaveAttribute("lang", lang);
        const main = page.getByRole("navigation").first();
        for (const name of [home, numbers, settings]) await expect(main.getByRole("link", { name })).toBeVisible();
        // A key that has no words is shown as the key.
        await expect(page.locator("body")).not.toContainText(/\b(auth|chat|common|composer|conversation|dashboard|sessions|settings|shell)\.[a-z]+\b/);
      }
    });
  });
}
