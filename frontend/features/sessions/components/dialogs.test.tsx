import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http } from "msw";
import { expect, test, vi } from "vitest";
import { CommandDialog } from "@/features/sessions/components/command-dialog";
import { DeleteDialog } from "@/features/sessions/components/delete-dialog";
import { EditDialog } from "@/features/sessions/components/edit-dialog";
import { sessionsQuery } from "@/lib/queries/sessions";
import { aSession } from "@/test/builders";
import { renderApp } from "@/test/render";
import { answer, API, refuse, startServer } from "@/test/server";

const server = startServer();
const session = aSession({ id: "1", sessionName: "Reparto" });
const { queryKey } = sessionsQuery();

test("deleting says what goes, and asks for the name", async () => {
  const deleted = vi.fn();
  server.use(
    http.get(`${API}/api/sessions/1/stats`, () => answer({ chats: 214 })),
    http.delete(`${API}/api/sessions/1`, () => {
      deleted();
      return answer(null);
    }),
  );
  const onClose = vi.fn();
  const { queryClient } = renderApp(<DeleteDialog session={session} onClose={onClose} />);
  queryClient.setQueryData(queryKey, [session]);

  expect(await screen.findByText(/sus 214 chats de Conectafy.*No se puede deshacer/)).toBeVisible();
  const action = screen.getByRole("button", { name: "Eliminar Reparto" });
  const field = screen.getByLabelText("Para confirmar, escribe Reparto");
  await userEvent.type(field, "repart{Enter}");
  expect(action).toBeDisabled();
  expect(deleted).not.toHaveBeenCalled();

  await userEvent.clear(field);
  await userEvent.type(field, "Reparto");
  await userEvent.click(action);
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  expect(deleted).toHaveBeenCalledOnce();
  expect(queryClient.getQueryData(queryKey)).toEqual([]);
});

test("a number that rests can't count its chats, and is deleted all the same", async () => {
  server.use(http.get(`${API}/api/sessions/1/stats`, () => refuse(409, "session_not_running", "Está detenida.")));
  renderApp(<DeleteDialog session={session} onClose={vi.fn()} />);
  expect(await screen.findByText(/todos sus chats de Conectafy/)).toBeVisible();
});

test("logging out says the consequence, and an error stays in the dialog", async () => {
  server.use(http.post(`${API}/api/sessions/1/logout`, () => refuse(403, "login_ended", "Entra de nuevo para hacer esto.")));
  const onClose = vi.fn();
  renderApp(<CommandDialog command="logout" session={session} onClose={onClose} />);
  expect(screen.getByRole("alertdialog", { name: "¿Cerrar sesión de WhatsApp en «Reparto»?" })).toHaveTextContent(
    "para volver tendrás que escanear",
  );
  await userEvent.click(screen.getByRole("button", { name: "Cerrar sesión" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("Entra de nuevo para hacer esto.");
  expect(onClose).not.toHaveBeenCalled();
});

test("stopping puts the server's answer into the list", async () => {
  const stopped = aSession({ ...session, desiredState: "stopped", updatedAt: "2026-06-01T00:00:00Z" });
  server.use(http.post(`${API}/api/sessions/1/stop`, () => answer(stopped)));
  const onClose = vi.fn();
  const { queryClient } = renderApp(<CommandDialog command="stop" session={session} onClose={onClose} />);
  queryClient.setQueryData(queryKey, [session]);
  await userEvent.click(screen.getByRole("button", { name: "Detener" }));
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  expect(queryClient.getQueryData(queryKey)).toEqual([stopped]);
});

test("only what changed is sent, and taken initials are told at their field", async () => {
  const sent = vi.fn();
  server.use(
    http.patch(`${API}/api/sessions/1`, async ({ request }) => {
      sent(await request.json());
      return refuse(409, "initials_taken", "Otro de tus números ya usa esas iniciales.");
    }),
  );
  renderApp(<EditDialog session={session} onClose={vi.fn()} />);
  const initials = screen.getByLabelText("Iniciales");
  await userEvent.clear(initials);
  await userEvent.type(initials, "re");
  await userEvent.click(screen.getByRole("radio", { name: "Jacaranda" }));
  await userEvent.click(screen.getByRole("button", { name: "Guardar" }));
  expect(await screen.findByText("Otro de tus números ya usa esas iniciales.")).toBeVisible();
  expect(sent).toHaveBeenCalledExactlyOnceWith({ initials: "RE", color: 3 });
  expect(initials).toBeInvalid();
});
