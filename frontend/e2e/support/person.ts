import { test as base, type BrowserContext, type Page } from "@playwright/test";
import { Api, signUp } from "./api";

export type Person = { api: Api; page: Page };

/** Where the app keeps who is signed in. */
const LOGIN_KEY = "conectafy-auth";

/** Puts a person's login into a browser that has opened no page yet. */
export async function signIn(context: BrowserContext, api: Api) {
  const login = JSON.stringify(api.login);
  await context.addInitScript(
    ([key, value]) => {
      if (!localStorage.getItem(key!) && !sessionStorage.getItem("signed-in-once")) localStorage.setItem(key!, value!);
      sessionStorage.setItem("signed-in-once", "yes");
    },
    [LOGIN_KEY, login],
  );
}

/** Tests get a `person`: somebody new, signed in, with a page of their own. Problems of the page fail the test. */
export const test = base.extend<{ person: Person; watched: void }>({
  watched: [
    async ({ page }, run) => {
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(String(error)));
      page.on("console", (message) => {
        if (/Content Security Policy|Hydration|hydration/.test(message.text())) problems.push(message.text());
      });
      await run();
      base.expect(problems).toEqual([]);
    },
    { auto: true },
  ],
  person: async ({ page, context }, run) => {
    const api = new Api(await signUp());
    await signIn(context, api);
    await run({ api, page });
  },
});

export { expect } from "@playwright/test";
