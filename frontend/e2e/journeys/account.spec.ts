import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { Api, API, ask, type Login, PASSWORD } from "../support/api";
import { expect, signIn, test } from "../support/person";

const NEW_PASSWORD = "otra frase que nadie sabe";

test("a forgotten password is replaced by the link in the server's log, and the old one is of no use", async ({ page, browser, person: { api } }) => {
  const { email } = api.login.user;
  const stranger = await browser.newContext({ locale: "es-MX" });
  const other = await stranger.newPage();
  await other.goto("/login");
  await other.getByRole("link", { name: "La olvidé" }).click();
  await other.getByLabel("Correo").fill(email);
  await other.getByRole("button", { name: "Enviar enlace" }).click();
  await expect(other.getByRole("heading", { name: "Revisa tu correo" })).toBeVisible();

  await other.goto(await linkInLog(email));
  await expect(other.getByRole("heading", { name: "Elige otra contraseña" })).toBeVisible();
  await expect(other).not.toHaveURL(/token/);
  await other.getByLabel("Contraseña nueva").fill(NEW_PASSWORD);
  await other.getByRole("button", { name: "Guardar contraseña" }).click();
  await expect(other.getByText("Ya entraste con ella.", { exact: false })).toBeVisible();
  await other.getByRole("link", { name: "Ir a Conectafy" }).click();
  await expect(other.getByRole("navigation", { name: "Principal" })).toBeVisible();
  await stranger.close();

  await page.goto("/login");
  await page.evaluate(() => localStorage.clear());
  await page.goto("/login");
  await enter(page, email, PASSWORD);
  await expect(page.getByText("El correo o la contraseña no coinciden.")).toBeVisible();
  await enter(page, email, NEW_PASSWORD);
  await page.waitForURL(/\/(chat|dashboard)/);
});

test("other devices are signed out, and one of them returns to where it was after signing in again", async ({ person, browser }) => {
  const { email } = person.api.login.user;
  const { data } = await ask<Login>("POST", `${API}/auth/v1/token?grant_type=password`, { email, password: PASSWORD });
  const laptop = await browser.newContext({ locale: "es-MX" });
  await signIn(laptop, new Api(data));
  const there = await laptop.newPage();
  await there.goto("/settings#notices");
  await expect(there.getByRole("heading", { name: "Ajustes" })).toBeVisible();

  await person.page.goto("/settings");
  await person.page.getByRole("button", { name: "Cerrar las demás" }).click();
  await expect(person.page.getByText("Cerramos las demás sesiones.")).toBeVisible();

  // Its token has run out, as it does within the hour, and the server gives it no other one.
  await there.evaluate(() => {
    const login = JSON.parse(localStorage.getItem("conectafy-auth")!) as Record<string, unknown>;
    localStorage.setItem("conectafy-auth", JSON.stringify({ ...login, expires_at: 1 }));
  });
  await there.goto("/sessions/new");
  await expect(there).toHaveURL(/\/login\?next=%2Fsessions%2Fnew/);
  await enter(there, email, PASSWORD);
  await expect(there).toHaveURL(/\/sessions\/new$/);
  await laptop.close();

  await person.page.reload();
  await expect(person.page.getByRole("heading", { name: "Ajustes" })).toBeVisible();
});

async function enter(page: Page, email: string, password: string) {
  await page.getByLabel("Correo").fill(email);
  await page.getByLabel("Contraseña", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Entrar" }).click();
}

/** The link to a new password that the server wrote for that address. */
async function linkInLog(email: string): Promise<string> {
  const file = join(process.env.DATA_DIR!, "conectafy.log");
  const find = async () => {
    const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line.includes(email) && line.includes('"link"'));
    return lines.length > 0 ? (JSON.parse(lines.at(-1)!) as { link: string }).link : "";
  };
  await expect.poll(find).not.toBe("");
  return find();
}
