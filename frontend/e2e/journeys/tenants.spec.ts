import { Api, API, ask, signUp } from "../support/api";
import { expect, test } from "../support/person";

test("Beto sees nothing of Ana's, not even with her addresses", async ({ person: ana, browser }) => {
  const { session, phone } = await ana.api.link("Ventas de Ana", "5215500000001");
  await phone.play("message", { from: "5491122334455@c.us", name: "Mariana", text: "solo para Ana" });
  const chat = `/chat?session=${session.id}&chat=5491122334455%40c.us`;
  await ana.page.goto(chat);
  await expect(ana.page.getByRole("log").getByText("solo para Ana")).toBeVisible();

  const beto = new Api(await signUp());
  const context = await browser.newContext();
  await context.addInitScript(([value]) => localStorage.setItem("conectafy-auth", value!), [JSON.stringify(beto.login)]);
  const page = await context.newPage();
  const seen: string[] = [];
  page.on("response", async (response) => {
    if (response.url().startsWith(API)) seen.push(await response.text().catch(() => ""));
  });
  for (const path of [chat, "/sessions", `/qr/${session.id}`, `/sessions?logs=${session.id}`, "/dashboard"]) {
    await page.goto(path);
    await page.waitForLoadState("load");
    await expect(page.getByRole("main")).not.toContainText("Ventas de Ana");
    await expect(page.getByRole("main")).not.toContainText("solo para Ana");
  }
  expect(seen.join("")).not.toContain("solo para Ana");
  const { status } = await ask("GET", `${API}/api/messages/${session.id}/chat/5491122334455`, undefined, beto.login.access_token);
  expect(status).toBe(404);
  await context.close();
});

test("whoever signs in next in the same browser finds nothing of the person before", async ({ person: ana }) => {
  const { session, phone } = await ana.api.link("Ventas", "5215500000002");
  await phone.play("message", { from: "5491122334455@c.us", name: "Mariana", text: "solo para Ana" });
  await ana.page.goto(`/chat?session=${session.id}&chat=5491122334455%40c.us`);
  const box = ana.page.getByRole("textbox", { name: "Mensaje para Mariana" });
  await box.fill("un borrador de Ana");
  await ana.page.getByRole("button", { name: /^Tu cuenta/ }).click();
  await ana.page.getByRole("button", { name: "Cerrar sesión" }).click();
  await expect(ana.page).toHaveURL(/\/login/);

  const { email } = (await signUp()).user;
  await ana.page.getByLabel("Correo").fill(email);
  await ana.page.getByLabel("Contraseña", { exact: true }).fill("correct horse battery");
  await ana.page.getByRole("button", { name: "Entrar" }).click();
  await ana.page.waitForURL(/\/(chat|dashboard)/);
  await expect(ana.page.getByRole("main")).not.toContainText("solo para Ana");
  const kept = await ana.page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
  expect(kept).not.toContain("un borrador de Ana");
});
