import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { AttentionList } from "@/features/dashboard/components/attention-list";
import type { AttentionItem } from "@/features/dashboard/lib/attention";
import { aSession } from "@/test/builders";
import { renderApp } from "@/test/render";

const now = new Date("2026-11-27T16:42:00Z");
const session = aSession({ id: "7", sessionName: "Mayoreo" });
const show = (...items: AttentionItem[]) => renderApp(<AttentionList items={items} now={now} />);

test("one quiet line when all is well", () => {
  show();
  expect(screen.getByText("Todo en orden")).toBeVisible();
  expect(screen.queryByRole("heading")).toBeNull();
});

test("each item says what happened, what follows, and leads on", () => {
  const send = { id: "1", sessionId: "7", chatId: "52181@c.us", chatName: "Paola Cantú", phoneNumber: null, type: "text", body: "", timestamp: "", errorCode: null, errorReason: null };
  show(
    { kind: "unlinked", session },
    { kind: "failed", session, count: 2, newest: [send, { ...send, chatId: "2", chatName: null, phoneNumber: "528114087731" }] },
    { kind: "limited", session, until: "2026-11-27T18:20:00Z" },
  );
  const [unlinked, failed, limited] = within(screen.getByRole("region", { name: /Requiere tu atención/ })).getAllByRole("listitem");
  expect(unlinked).toHaveTextContent("Mayoreo está desvinculado");
  expect(unlinked).toHaveTextContent("llega al teléfono, pero no aquí");
  expect(within(unlinked!).getByRole("link")).toHaveAttribute("href", "/qr/7");
  expect(failed).toHaveTextContent("2 mensajes no se enviaron en Mayoreo");
  expect(failed).toHaveTextContent("A Paola Cantú y +52 81 1408 7731.");
  expect(within(failed!).getByRole("link", { name: /^Revisar/ })).toHaveAttribute("href", "/chat?session=7&chat=52181%40c.us");
  expect(limited).toHaveTextContent("hasta 12:20");
});

test("many items are folded", async () => {
  show(...["a", "b", "c", "d", "e", "f", "g"].map((id): AttentionItem => ({ kind: "broken", session: aSession({ id }) })));
  expect(screen.getAllByRole("listitem")).toHaveLength(5);
  await userEvent.click(screen.getByRole("button", { name: "Ver 2 más" }));
  expect(screen.getAllByRole("listitem")).toHaveLength(7);
});
