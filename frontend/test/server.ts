import { HttpResponse } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll } from "vitest";
import { SETTINGS_ELEMENT } from "@/lib/env";

/** Where the tests find the API. */
export const API = "http://api.test";

/** Begins to answer the requests of a test file. What nobody answers fails the test. */
export function startServer() {
  const server = setupServer();
  beforeAll(() => {
    const element = document.createElement("script");
    element.id = SETTINGS_ELEMENT;
    element.type = "application/json";
    element.textContent = JSON.stringify({ apiUrl: API, supabaseUrl: API, supabaseAnonKey: "" });
    document.head.append(element);
    server.listen({ onUnhandledRequest: "error" });
  });
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());
  return server;
}

/** What the API answers when all is well. */
export const answer = (data: unknown) => HttpResponse.json({ success: true, message: "", data });

/** What the API answers when something is wrong. */
export const refuse = (status: number, code: string, message: string) =>
  HttpResponse.json({ success: false, error: "", code, message, requestId: "REQ1" }, { status });
