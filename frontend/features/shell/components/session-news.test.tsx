import { notifyManager } from "@tanstack/react-query";
import { act, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { SessionNews } from "@/features/shell/components/session-news";
import { sessionsQuery } from "@/lib/queries/sessions";
import { renderApp } from "@/test/render";
import { aSession } from "@/test/builders";

// Caches tell their readers at once, not after a timer.
notifyManager.setScheduler(queueMicrotask);

test("a number that loses its phone is told once, in words", async () => {
  const help = aSession({ sessionName: "Soporte" });
  const { queryClient } = renderApp(<SessionNews />);
  const put = (session = help) => act(async () => void queryClient.setQueryData(sessionsQuery().queryKey, [session]));
  await put();
  expect(screen.getByRole("status")).toBeEmptyDOMElement();
  await put({ ...help, status: "error", errorCode: "logged_out" });
  expect(screen.getByRole("status")).toHaveTextContent("Soporte se desvinculó.");
  await put({ ...help, status: "error", errorCode: "logged_out", pushName: "Otra" });
  expect(screen.getByRole("status")).toHaveTextContent("Soporte se desvinculó.");
});
