import type { Page } from "@playwright/test";

/** How often the page is looked at, in milliseconds. A page that has nothing to draw may get no frames. */
const polling = 100;

/** Waits until nothing on the page is still a placeholder and the fonts are there. The network never rests: the live feed is open. */
export async function settled(page: Page) {
  await page.waitForFunction(() => document.fonts.status === "loaded" && !document.querySelector('[aria-busy="true"]'), undefined, { polling });
}
