import { expect, test } from "../support/person";

const mariana = { from: "5491122334455@c.us", name: "Mariana" };
const open = (session: string) => `/chat?session=${session}&chat=5491122334455%40c.us`;

test("two tabs show what comes as it comes, and go on when the first one closes", async ({ person, context }) => {
  const { session, phone } = await person.api.link("Ventas", "5215500000011");
  await phone.play("message", { ...mariana, text: "uno" });
  await person.page.goto(open(session.id));
  await expect(person.page.getByRole("log").getByText("uno")).toBeVisible();
  const second = await context.newPage();
  await second.goto(open(session.id));
  await expect(second.getByRole("log").getByText("uno")).toBeVisible();

  await phone.play("message", { ...mariana, text: "dos" });
  await expect(person.page.getByRole("log").getByText("dos")).toBeVisible();
  await expect(second.getByRole("log").getByText("dos")).toBeVisible();

  await person.page.close();
  await phone.play("message", { ...mariana, text: "tres" });
  await expect(second.getByRole("log").getByText("tres")).toBeVisible();
});

test("what is written without a network goes out once when it is back, and what came meanwhile is there", async ({ person, context }) => {
  const { session, phone } = await person.api.link("Ventas", "5215500000012");
  await phone.play("message", { ...mariana, text: "hola" });
  await person.page.goto(open(session.id));
  await expect(person.page.getByRole("log").getByText("hola")).toBeVisible();

  await context.setOffline(true);
  await expect(person.page.getByText("Sin internet. Puedes seguir escribiendo; lo enviaremos al volver.")).toBeVisible();
  const box = person.page.getByRole("textbox", { name: "Mensaje para Mariana" });
  await box.fill("escrito sin red");
  await box.press("Enter");
  await expect(person.page.getByRole("log").getByText("escrito sin red")).toBeVisible();
  await phone.play("message", { ...mariana, text: "mientras tanto" });

  await context.setOffline(false);
  await expect(person.page.getByRole("log").getByText("mientras tanto")).toBeVisible();
  await expect.poll(async () => (await phone.sent()).filter((sent) => sent.text === "escrito sin red").length).toBe(1);
  await expect(person.page.getByText("Sin internet.")).toBeHidden();
  await expect(person.page.getByRole("log").getByText("escrito sin red")).toHaveCount(1);
});
