import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { getData } from "@/lib/api/client";
import { isApiError, NETWORK } from "@/lib/api/errors";
import { SETTINGS_ELEMENT } from "@/lib/env";
import { AUTH_KEY, auth } from "@/lib/supabase";

const API = "http://api.test";
const server = setupServer();
let renewals = 0;

const session = (token: string) => ({
  access_token: token,
  refresh_token: `refresh-${token}`,
  token_type: "bearer",
  expires_in: 3600,
  expires_at: Math.floor(Date.now() / 1000) + 3600,
  user: { id: "ana", email: "ana@example.com" },
});

/** The API takes this token alone. */
const accepts = (good: string) =>
  http.get(`${API}/api/thing`, ({ request }) =>
    request.headers.get("authorization") === `Bearer ${good}`
      ? HttpResponse.json({ success: true, data: "yours" })
      : HttpResponse.json({ success: false, code: "token_expired", message: "Vuelve a entrar." }, { status: 401 }),
  );

/** Auth renews to this token, or answers with this status. */
const renews = (to: string | number) =>
  http.post(`${API}/auth/v1/token`, () => {
    renewals++;
    if (typeof to === "string") return HttpResponse.json(session(to));
    return HttpResponse.json({ code: to === 400 ? "refresh_token_not_found" : "unexpected_failure", message: "No" }, { status: to });
  });

const isSignedIn = () => localStorage.getItem(AUTH_KEY) !== null;

beforeAll(() => {
  server.listen({ onUnhandledRequest: "error" });
  const element = document.createElement("script");
  element.id = SETTINGS_ELEMENT;
  element.type = "application/json";
  element.textContent = JSON.stringify({ apiUrl: API, supabaseUrl: API, supabaseAnonKey: "public" });
  document.body.append(element);
});
beforeEach(async () => {
  renewals = 0;
  await auth().stopAutoRefresh();
  localStorage.setItem(AUTH_KEY, JSON.stringify(session("old")));
  server.use(http.post(`${API}/auth/v1/logout`, () => new HttpResponse(null, { status: 204 })));
});
afterEach(() => {
  vi.useRealTimers();
  server.resetHandlers();
});
afterAll(() => server.close());

test("a refused token is renewed once for all who were refused, and each asks again", async () => {
  server.use(accepts("new"), renews("new"));
  expect(await Promise.all([getData("/api/thing"), getData("/api/thing"), getData("/api/thing")])).toEqual(["yours", "yours", "yours"]);
  expect(renewals).toBe(1);
});

test("who was refused after another renewed takes that token", async () => {
  server.use(
    http.get(`${API}/api/late`, async ({ request }) => {
      if (request.headers.get("authorization") === "Bearer new") return HttpResponse.json({ success: true, data: "late" });
      localStorage.setItem(AUTH_KEY, JSON.stringify(session("new")));
      return HttpResponse.json({ success: false, code: "token_expired" }, { status: 401 });
    }),
    renews("newer"),
  );
  expect(await getData("/api/late")).toBe("late");
  expect(renewals).toBe(0);
});

test("a person whose login ended is signed out", async () => {
  server.use(accepts("new"), renews(400));
  await expect(getData("/api/thing")).rejects.toMatchObject({ code: "token_expired", status: 401 });
  expect(isSignedIn()).toBe(false);
});

test("a new token that is refused as well signs out", async () => {
  server.use(accepts("none"), renews("new"));
  await expect(getData("/api/thing")).rejects.toMatchObject({ status: 401 });
  expect(renewals).toBe(1);
  expect(isSignedIn()).toBe(false);
});

test("a person stays signed in while Auth is too busy to say", async () => {
  server.use(accepts("new"), renews(429));
  const error = await getData("/api/thing").catch((reason: unknown) => reason);
  expect(isApiError(error) && error.code).toBe(NETWORK);
  expect(isSignedIn()).toBe(true);
});
