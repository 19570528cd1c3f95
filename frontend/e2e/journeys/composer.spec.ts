import { boxOf, chatPath, jorge, mariana, openChat } from "../support/chat";
import { expect, test } from "../support/person";

const dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

test("what one writes waits in its chat over a reload, and a key that types a sign is no shortcut", async ({ person: { page, api } }) => {
  const { session, phone } = await openChat(page, api, "5215500000018");
  await phone.play("message", { ...jorge, text: "buenas" });
  await boxOf(page).fill("a medias");
  await page.getByRole("main").getByRole("link", { name: /^Jorge Robledo/ }).click();
  await expect(page.getByRole("log").getByText("buenas")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Mensaje para Jorge Robledo" })).toHaveValue("");
  await expect(page.getByRole("main").getByText("Borrador:")).toBeVisible();
  await page.goto(chatPath(session, mariana.from));
  await page.reload();
  await expect(boxOf(page)).toHaveValue("a medias");

  // Keyboards with AltGr send Ctrl and Alt with it: on a Spanish one AltGr+E types €, where Alt+E archives.
  await boxOf(page).focus();
  for (const key of ["e", "n", "r", "u", "m", "p", "a", "i"]) await page.keyboard.press(`Control+Alt+${key}`);
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("menu")).toBeHidden();
  await expect(page.getByText(/se archivó|quedó como no leído|quedó fijado|ya no sonará/)).toBeHidden();
  await page.keyboard.press("Alt+u");
  await expect(page.getByText("«Mariana» quedó como no leído")).toBeVisible();
});

test("a picture is pasted and goes with its caption; an upload is stopped and goes out when the person says so", async ({ person: { page, api } }) => {
  const { phone } = await openChat(page, api, "5215500000019");
  const log = page.getByRole("log");
  const captions = async () => (await phone.sent()).map((sent) => sent.caption);
  const paste = async (caption: string) => {
    await boxOf(page).evaluate((box, bytes) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], "captura.png", { type: "image/png" }));
      box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, dot);
    await page.getByLabel("Texto para captura.png").fill(caption);
    await page.getByLabel("Texto para captura.png").press("Enter");
  };
  await paste("así quedó");
  await expect.poll(captions).toContain("así quedó");
  await expect(log.getByText("así quedó")).toBeVisible();

  const isUpload = (url: URL) => url.pathname.includes("/chat/");
  await page.route(isUpload, (route) => (route.request().method() === "POST" ? undefined : route.continue()));
  await paste("mejor no");
  await log.getByRole("button", { name: "Cancelar la subida" }).click();
  await expect(log.getByText("No se envió: cancelaste la subida.")).toBeVisible();
  await page.unroute(isUpload);
  await log.getByRole("button", { name: "Reintentar" }).click();
  await expect.poll(captions).toEqual(["así quedó", "mejor no"]);
  await expect(log.getByText("No se envió")).toBeHidden();
});

test("the details of a group tell who is in it", async ({ person: { page, api } }) => {
  const { session, phone } = await openChat(page, api, "5215500000020");
  const participants = Array.from({ length: 7 }, (_, index) => ({ pn: `52181100000${10 + index}@c.us` }));
  const group = await phone.play("group", { action: "create", subject: "Boda Sofía", participants });
  await phone.play("message", { from: participants[0]!.pn, name: "Paola Cantú", chatId: group.id, text: "¿a qué hora?" });
  await page.goto(chatPath(session, group.id));
  const details = page.getByRole("complementary", { name: "Detalles del chat" });
  await expect(details.getByText(/^Grupo · [78] personas$/)).toBeVisible();
  await details.getByRole("button", { name: "Ver todas" }).click();
  expect(await details.getByRole("listitem").count()).toBeGreaterThanOrEqual(7);
  await details.getByLabel("Buscar personas").fill("1000 0012");
  await expect(details.getByRole("listitem")).toHaveCount(1);
});
