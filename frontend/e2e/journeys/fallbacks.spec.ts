import { mariana, openChat } from "../support/chat";
import { expect, test } from "../support/person";

const updates = (url: URL) => url.pathname.endsWith("/updates");
const waits = (url: URL) => updates(url) && Number(url.searchParams.get("wait")) > 0;

test("where nothing streams, questions that wait bring the news; where those fail, questions every three seconds", async ({ person: { page, api } }) => {
  await page.route("**/api/events", (route) => route.abort());
  const { phone } = await openChat(page, api, "5215500000015");
  const log = page.getByRole("log");
  await page.waitForRequest((request) => waits(new URL(request.url())), { timeout: 40_000 });
  await phone.play("message", { ...mariana, text: "por preguntas que esperan" });
  await expect(log.getByText("por preguntas que esperan")).toBeVisible();

  await page.route(waits, (route) => route.abort());
  const plain = page.waitForRequest((request) => updates(new URL(request.url())) && !waits(new URL(request.url())), { timeout: 40_000 });
  await phone.play("message", { ...mariana, text: "entretanto" });
  await plain;
  await phone.play("message", { ...mariana, text: "por preguntas cada tres segundos" });
  await expect(log.getByText("entretanto")).toBeVisible();
  await expect(log.getByText("por preguntas cada tres segundos")).toBeVisible();
});
