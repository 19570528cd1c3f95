import type { Page } from "@playwright/test";
import { expect, test } from "../support/person";
import { makeLongChat } from "../support/long-chat";
import { judge, quantile } from "./figure";

/** Messages that are sent one after the other. */
const MESSAGES = 30;

test("own messages", async ({ person: { page, api } }, info) => {
  const { phone, path } = await makeLongChat(api, "5215500000101", 1000);
  await page.goto(path);
  await expect(page.getByRole("log").getByText("la última")).toBeVisible();
  await watchEnter(page);

  const shown: number[] = [];
  const painted: number[] = [];
  const box = page.getByRole("textbox", { name: "Mensaje para Mariana" });
  for (let index = 0; index < MESSAGES; index++) {
    await box.fill(`respuesta ${index}`);
    await box.press("Enter");
    const times = await page.evaluate(() => window.ownMessage);
    shown.push(times.shown);
    painted.push(times.painted);
    await expect.poll(async () => (await phone.sent()).length).toBe(index + 1);
  }
  judge(info, `own message from Enter to its bubble, median of ${MESSAGES}`, quantile(shown, 0.5), 50, "ms", `painted ${quantile(painted, 0.5).toFixed(1)} ms`);
  judge(info, "p95 of it", quantile(shown, 0.95), 50, "ms", `painted ${quantile(painted, 0.95).toFixed(1)} ms`);
});

declare global {
  interface Window {
    /** When the latest own message was in the document, and in a frame that had been drawn; milliseconds since Enter. */
    ownMessage: Promise<{ shown: number; painted: number }>;
  }
}

/** Lets the page itself measure what follows on Enter, so that nothing of the test is in the figures. */
async function watchEnter(page: Page) {
  await page.evaluate(() => {
    const start = (event: KeyboardEvent) => {
      if (event.key !== "Enter") return;
      const text = (event.target as HTMLTextAreaElement).value;
      window.ownMessage = new Promise((resolve) => {
        const log = document.querySelector('[role="log"]')!;
        const watcher = new MutationObserver(() => {
          if (![...log.querySelectorAll("[data-message]")].some((message) => message.textContent?.includes(text))) return;
          watcher.disconnect();
          const shown = performance.now() - event.timeStamp;
          // A task after the frame's callbacks: the frame is drawn by then.
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve({ shown, painted: performance.now() - event.timeStamp });
            port2.postMessage(null);
          });
        });
        watcher.observe(log, { childList: true, subtree: true });
      });
    };
    window.addEventListener("keydown", start, { capture: true });
  });
}
