import { expect, test } from "../support/person";

test("somebody who isn't signed in is sent to sign in, and a signed-in person sees the frame", async ({ person }) => {
  await person.page.goto("/dashboard");
  await expect(person.page.getByRole("navigation", { name: "Principal" }).first()).toBeVisible();
});
