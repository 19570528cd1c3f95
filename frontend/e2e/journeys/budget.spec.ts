import { makeLongChat } from "../support/long-chat";
import { expect, test } from "../support/person";

/** Bytes of script, as they come over the wire, that a page may download. */
const limits = { "/login": 220_000, "/chat": 360_000 };

/** Milliseconds without a script after which a page has got all that it wants at first. */
const QUIET = 1500;

for (const [path, limit] of Object.entries(limits)) {
  test(`${path} downloads less than ${limit / 1000} kB of script`, async ({ page, person, context }) => {
    const address = path === "/chat" ? (await makeLongChat(person.api, "5215500000013", 50)).path : path;
    if (path === "/login") await context.addInitScript(() => localStorage.clear());
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    const scripts = new Map<string, string>();
    const pending = new Set<string>();
    let bytes = 0;
    let last = Date.now();
    devtools.on("Network.responseReceived", ({ requestId, type, response }) => {
      if (type !== "Script" && !response.url.endsWith(".js")) return;
      scripts.set(requestId, response.url);
      pending.add(requestId);
    });
    devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      if (!scripts.has(requestId)) return;
      bytes += encodedDataLength;
      pending.delete(requestId);
      last = Date.now();
    });
    await page.goto(address);
    await page.getByRole("main").waitFor();
    if (path === "/chat") await expect(page.getByRole("log").getByText("la última")).toBeVisible();
    await expect.poll(() => pending.size === 0 && Date.now() - last > QUIET).toBe(true);
    test.info().annotations.push({ type: "bytes", description: String(bytes) });
    expect(person.page.url()).toContain(path);
    expect(scripts.size).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(limit);
  });
}
