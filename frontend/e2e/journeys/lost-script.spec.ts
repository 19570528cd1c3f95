import { expect, test } from "@playwright/test";

const scripts = "**/_next/static/chunks/*.js";

test("a page that lost a script on the way loads again by itself", async ({ page }) => {
  let asked = 0; // for the script without which no other runs
  await page.route("**/_next/static/chunks/turbopack-*.js", (route) => (asked++ === 0 ? route.abort("internetdisconnected") : route.continue()));
  await page.goto("/login");
  await expect(async () => {
    await page.getByLabel("Correo").fill("ana@example.com", { timeout: 1000 });
    await page.getByLabel("Contraseña", { exact: true }).fill("no es esta", { timeout: 1000 });
    await page.getByRole("button", { name: "Entrar" }).click({ timeout: 1000 });
    await expect(page.getByText("El correo o la contraseña no coinciden.")).toBeVisible({ timeout: 3000 });
  }).toPass();
  expect(asked).toBe(2);
});

test("a page whose scripts never come says so", async ({ page }) => {
  await page.route(scripts, (route) => route.abort("internetdisconnected"));
  await page.goto("/login");
  await expect(page.getByRole("alert").filter({ hasText: "No se pudo cargar una parte de la página." })).toBeVisible();
  await page.unroute(scripts);
  await page.getByRole("link", { name: "Cargarla otra vez" }).click();
  await page.waitForLoadState("load");
  await expect(page.getByText("No se pudo cargar una parte de la página.")).toBeHidden();
});
