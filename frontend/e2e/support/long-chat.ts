import { expect, type Page } from "@playwright/test";
import type { Api, Phone, Session } from "./api";
import { fillChat } from "./database";

const mariana = { from: "5491122334455@c.us", name: "Mariana" };

/** A chat with so many messages of Mariana's and ours, and the address that opens it. Its last message is `la última`. */
export async function makeLongChat(api: Api, phoneNumber: string, messages: number): Promise<{ session: Session; phone: Phone; path: string }> {
  const { session, phone } = await api.link("Ventas", phoneNumber);
  await phone.play("message", { ...mariana, text: "la última" });
  await expect.poll(async () => (await api.get<unknown[]>(`/api/messages/${session.id}/contacts`)).length).toBe(1);
  await fillChat(session.id, mariana.from, messages);
  return { session, phone, path: `/chat?session=${session.id}&chat=${encodeURIComponent(mariana.from)}` };
}

/** Mariana writes. */
export const writeAsMariana = (phone: Phone, text: string) => phone.play("message", { ...mariana, text });

/** Pixels of about eight screens. */
const FAR = 6000;

/** Scrolls up by about eight screens, in so many turns of the wheel, and waits for older messages than before. */
export async function scrollUp(page: Page, turns = 1) {
  const log = page.getByRole("log");
  const oldest = () => log.evaluate((element) => Number(/mensaje (\d+)/.exec(element.textContent ?? "")?.[1] ?? Infinity));
  const before = await oldest();
  await log.hover();
  for (let turn = 0; turn < turns; turn++) await page.mouse.wheel(0, -FAR / turns);
  await expect.poll(oldest).toBeLessThan(before);
}

/** Bytes that the page's JavaScript holds, without what it doesn't need any more. */
export async function heapBytes(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  await devtools.detach();
  return usedSize;
}
