import { expect, test } from "../support/person";
import { heapBytes, makeLongChat, scrollUp } from "../support/long-chat";
import { judge, quantile, tell } from "./figure";

const MESSAGES = 50_000;

/** Times that the chat is opened each way, and pages that are scrolled back. */
const OPENINGS = 5;
const PAGES = 20;

/** Turns of the wheel for a page, of 400 pixels each. */
const TURNS = 15;

test("a long chat", async ({ person: { page, api } }, info) => {
  test.setTimeout(300_000);
  const { path } = await makeLongChat(api, "5215500000102", MESSAGES);
  const log = page.getByRole("log");
  await page.addInitScript(watch);

  /** Milliseconds from the page's beginning, or the last press, until the last message is there and the box takes letters. */
  const interactive = async () => (await page.waitForFunction(() => window.watched.interactive)).jsonValue() as Promise<number>;
  const loads: number[] = [];
  const openings: number[] = [];
  for (let opening = 0; opening < OPENINGS; opening++) {
    await page.goto(path);
    loads.push(await interactive());
    await page.getByRole("link", { name: "Chats" }).first().click();
    await expect(log).toBeHidden();
    await page.getByRole("main").getByRole("link", { name: /^Mariana/ }).first().click();
    openings.push(await interactive());
  }
  judge(info, `page with a chat of ${MESSAGES} messages until one can write, median of ${OPENINGS}`, quantile(loads, 0.5), 3000, "ms");
  judge(info, "from a press on it in the list until one can write", quantile(openings, 0.5), 1000, "ms");

  await page.goto(path);
  await interactive();
  await page.evaluate(() => (window.watched.frames = []));
  for (let scrolled = 0; scrolled < PAGES; scrolled++) await scrollUp(page, TURNS);
  const frames = await page.evaluate(() => window.watched.frames);
  judge(info, `p95 of the frames while ${PAGES} pages are scrolled back`, quantile(frames, 0.95), 50, "ms", `longest ${Math.max(...frames).toFixed(1)} ms`);
  judge(info, "JavaScript's memory then", (await heapBytes(page)) / 2 ** 20, 40, "MiB");
  tell(info, { what: "lines of the chat in the document then", figure: String(await log.locator("[data-index]").count()) });
});

declare global {
  interface Window {
    watched: { interactive: number | null; /** How long each frame took, in milliseconds. */ frames: number[] };
  }
}

/** Lets the page itself measure, so that nothing of the test is in the figures. */
function watch() {
  const watched: Window["watched"] = { interactive: null, frames: [] };
  window.watched = watched;
  let from = 0;
  let last = 0;
  const restart = ({ timeStamp }: Event) => {
    from = timeStamp;
    watched.interactive = null;
  };
  const look = (now: number) => {
    watched.frames.push(now - last);
    last = now;
    const canWrite = document.activeElement instanceof HTMLTextAreaElement;
    const lastIsThere = () => document.querySelector('[role="log"]')?.textContent?.includes("la última");
    if (watched.interactive === null && canWrite && lastIsThere()) watched.interactive = now - from;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  document.addEventListener("click", restart, { capture: true });
}
