import { notifyManager } from "@tanstack/react-query";
import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http } from "msw";
import { beforeEach, expect, test, vi } from "vitest";
import { LinkView } from "@/features/sessions/components/link-view";
import type { Session } from "@/lib/api/types";
import { sessionsQuery } from "@/lib/queries/sessions";
import { aSession } from "@/test/builders";
import { renderApp } from "@/test/render";
import { answer, API, refuse, startServer } from "@/test/server";

notifyManager.setScheduler(queueMicrotask);

const server = startServer();
const fresh = { id: "1", sessionName: "Reparto", phoneNumber: null, status: "connecting", wahaStatus: "STARTING" } as const;
const onShow = { ...fresh, wahaStatus: "SCAN_QR_CODE" };

beforeEach(() => {
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {}, removeEventListener: () => {} }));
});

/** Shows the page of a number in a state, and moves it to others as the live feed does. */
async function show(changes: Partial<Session>) {
  let current = aSession(changes);
  server.use(
    http.get(`${API}/api/sessions`, () => answer([current])),
    http.get(`${API}/api/sessions/1/qr`, () =>
      answer({ qrCode: "2@code", sessionId: "1", expiresAt: new Date(Date.now() + 60_000).toISOString(), number: 2, of: 6 }),
    ),
  );
  const { queryClient } = renderApp(<LinkView sessionId="1" />);
  const move = (next: Partial<Session>) =>
    act(async () => {
      current = aSession({ ...changes, ...next });
      queryClient.setQueryData(sessionsQuery().queryKey, [current]);
    });
  await screen.findByRole("heading", { level: 1 });
  return move;
}

test("from the server's work to the linked phone, by itself", async () => {
  const move = await show({ ...fresh, phase: "pulling_image", phasePercent: 40 });
  expect(screen.getByText("Descargando WhatsApp en el servidor")).toBeVisible();
  expect(screen.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "40");

  await move({ phase: "starting_waha", phasePercent: null });
  expect(screen.getByText("Arrancando WhatsApp")).toBeVisible();

  await move(onShow);
  expect(await screen.findByText("Se renueva solo. Código 2 de 6.")).toBeVisible();
  expect(await screen.findByRole("img", { name: /Código QR para vincular Reparto/ })).toBeVisible();
  expect(screen.getByRole("timer")).toHaveAccessibleName(/Este código vale \d+ segundos más/);

  await move({ wahaStatus: "STARTING" });
  expect(screen.getByText("Código leído")).toBeVisible();

  await move({ wahaStatus: "PASSKEY_REQUIRED" });
  expect(screen.getByText("WhatsApp pide una llave de acceso")).toBeVisible();

  const reading = { id: "i", reason: "history", state: "running", since: "2026-10-28T00:00:00Z", until: "2026-11-27T00:00:00Z", chatsTotal: 40, chatsDone: 10, messagesRead: 0, messagesAdded: 0, startedAt: "2026-11-27T00:00:00Z", finishedAt: null, errorCode: null } as const;
  await move({ status: "connected", wahaStatus: "WORKING", phoneNumber: "528124556031", import: reading });
  expect(screen.getByText("Listo, está conectado")).toBeVisible();
  expect(screen.getByText("10 de 40 chats")).toBeVisible();
  expect(screen.getByRole("link", { name: "Abrir chats" })).toHaveAttribute("href", "/chat?session=1");
});

test("after the last code another is a press away", async () => {
  const restarted = vi.fn();
  server.use(
    http.post(`${API}/api/sessions/1/restart`, () => {
      restarted();
      return answer(aSession({ ...fresh, updatedAt: "2026-12-01T00:00:00Z" }));
    }),
  );
  const move = await show(onShow);
  await move({ status: "error", errorCode: "qr_expired" });
  expect(screen.getByText("El código caducó porque nadie lo escaneó")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Mostrar otro código" }));
  expect(await screen.findByText("Preparando el número")).toBeVisible();
  expect(restarted).toHaveBeenCalledOnce();
});

test("who comes with a number that lost its phone gets a code at once", async () => {
  const restarted = vi.fn();
  server.use(
    http.post(`${API}/api/sessions/1/restart`, () => {
      restarted();
      return answer(aSession({ ...onShow, updatedAt: "2026-12-01T00:00:00Z" }));
    }),
  );
  await show({ ...fresh, phoneNumber: "528124556031", status: "error", errorCode: "logged_out" });
  expect(await screen.findByText("Esperando que escanees")).toBeVisible();
  expect(restarted).toHaveBeenCalledOnce();
});

test("a failure says why and what to do", async () => {
  await show({ ...fresh, status: "error", errorCode: "image_missing", errorReason: "Falta la imagen." });
  expect(screen.getByText(/Falta el programa de WhatsApp en el servidor/)).toBeVisible();
  expect(screen.getByRole("button", { name: "Volver a intentar" })).toBeEnabled();
  expect(screen.getByRole("link", { name: "Ver registro" })).toHaveAttribute("href", "/sessions?logs=1");
});

test("a code to type is grouped, and a refusal is told at the field", async () => {
  await show(onShow);
  await userEvent.click(screen.getByRole("button", { name: "Código de 8 letras" }));
  const field = screen.getByLabelText("Número de este WhatsApp");
  const ask = screen.getByRole("button", { name: "Pedir el código" });

  await userEvent.type(field, "12");
  await userEvent.click(ask);
  expect(screen.getByText("Escribe el número completo, con su código de país.")).toBeVisible();

  server.use(http.post(`${API}/api/sessions/1/pairing-code`, () => refuse(502, "pairing_code_refused", "WhatsApp no dio un código.")));
  await userEvent.clear(field);
  await userEvent.type(field, "+52 81 2455 6031");
  await userEvent.click(ask);
  expect(await screen.findByText("WhatsApp no dio un código.")).toBeVisible();

  server.use(http.post(`${API}/api/sessions/1/pairing-code`, () => answer({ code: "K7PT4MX9", sessionId: "1" })));
  await userEvent.click(ask);
  expect(await screen.findByRole("group", { name: "Código: K 7 P T, 4 M X 9" })).toHaveTextContent("K7PT4MX9");
  expect(screen.getByText("+52 81 2455 6031")).toBeVisible();
});
