import { expect, test } from "../support/person";
import { settled } from "../support/settled";
import { everyKindPath, openShop } from "../support/shop";

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("one pane at a time: the list, a conversation, and back", async ({ person: { page, api } }) => {
    await openShop(api, ["5215500000071", "5215500000072"]);
    await page.goto("/chat");
    await page.getByText("Mariana Treviño").first().click();
    await expect(page.getByRole("textbox", { name: "Mensaje para Mariana Treviño" })).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Principal" })).toBeHidden();
    await page.getByRole("button", { name: "Volver a los chats" }).or(page.getByRole("link", { name: "Volver a los chats" })).click();
    await expect(page.getByRole("navigation", { name: "Principal" })).toBeVisible();
    await expect(page.getByText("Jorge Robledo").first()).toBeVisible();
  });
});

// 720 by 450 is what 200 % zoom leaves of a laptop's 1440 by 900.
for (const [what, viewport] of Object.entries({ "at 320 pixels": { width: 320, height: 640 }, "at 200 % zoom": { width: 720, height: 450 } })) {
  test.describe(what, () => {
    test.use({ viewport, deviceScaleFactor: what === "at 200 % zoom" ? 2 : 1 });

    test("nothing scrolls sideways, and everything can be reached", async ({ person: { page, api }, browser }) => {
      test.setTimeout(180_000);
      const first = viewport.width === 320 ? 73 : 75;
      const { sales, broken } = await openShop(api, [`52155000000${first}`, `52155000000${first + 1}`]);
      for (const path of ["/dashboard", "/chat", everyKindPath(sales), "/sessions", "/sessions/new", `/qr/${broken.id}`, "/settings"]) {
        await page.goto(path);
        await page.getByRole("heading").first().waitFor();
        await settled(page);
        expect.soft(await page.evaluate(unreachable), path).toEqual([]);
      }
      const stranger = await browser.newPage({ viewport, locale: "es-MX" });
      for (const path of ["/login", "/register", "/forgot-password", "/reset-password"]) {
        await stranger.goto(path);
        await stranger.getByRole("heading", { level: 1 }).waitFor();
        expect.soft(await stranger.evaluate(unreachable), path).toEqual([]);
      }
      await stranger.close();
    });
  });
}

/** What of the page nobody gets to see by scrolling down: beyond the sides, or cut off by something that doesn't scroll. */
function unreachable(): string[] {
  const cut: string[] = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) cut.push(`the page is ${root.scrollWidth} wide`);
  for (const element of document.querySelectorAll<HTMLElement>("a, button, input, textarea, select, h1, h2, [role=switch]")) {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || element.closest(".sr-only, [aria-hidden=true]")) continue;
    const { left, right, top, bottom, width } = element.getBoundingClientRect();
    if (width <= 1) continue;
    const name = `${element.tagName} ${element.getAttribute("aria-label") ?? element.textContent?.slice(0, 40) ?? ""}`;
    let scrollsAside = false;
    for (let parent = element.parentElement; parent; parent = parent.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(parent);
      scrollsAside ||= overflowX === "auto" || overflowX === "scroll";
      const box = parent.getBoundingClientRect();
      const hidden = overflowY === "hidden" || overflowY === "clip";
      if (hidden && box.height > 0 && (top >= box.bottom || bottom <= box.top)) cut.push(`${name} is cut off by ${parent.className.slice(0, 60)}`);
      if (overflowY === "auto" || overflowY === "scroll") break;
    }
    if (!scrollsAside && (left < -1 || right > root.clientWidth + 1)) cut.push(`${name} reaches from ${left} to ${right}`);
  }
  return cut;
}
