import { screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { SignedIn } from "@/features/auth/components/signed-in";
import { renderApp } from "@/test/render";

const replace = vi.fn();
const page = vi.hoisted(() => ({ loadPage: vi.fn(), account: undefined as { id: string; user_metadata: object } | null | undefined }));

vi.mock("next/navigation", () => ({
  useRouter: () => ({ replace, refresh: vi.fn() }),
  usePathname: () => "/chat",
  useSearchParams: () => new URLSearchParams("chat=7"),
}));
vi.mock("@/features/auth/lib/browser-page", () => ({ loadPage: page.loadPage }));
vi.mock("@/hooks/use-account", () => ({ useAccount: () => page.account }));

const ana = { id: "ana", user_metadata: {} };
const app = <SignedIn>secret</SignedIn>;

beforeEach(() => {
  replace.mockReset();
  page.loadPage.mockReset();
});

test("shows nothing until it knows who is there", () => {
  page.account = undefined;
  renderApp(app);
  expect(screen.queryByText("secret")).toBeNull();
  expect(replace).not.toHaveBeenCalled();
});

test("sends strangers to sign in and back", () => {
  page.account = null;
  renderApp(app);
  expect(replace).toHaveBeenCalledWith("/login?next=%2Fchat%3Fchat%3D7");
});

test("a lost login loads the page for signing in anew, which leads back", () => {
  page.account = ana;
  const { rerender } = renderApp(app);
  expect(screen.getByText("secret")).toBeVisible();
  page.account = null;
  rerender(<SignedIn>secret </SignedIn>);
  expect(page.loadPage).toHaveBeenCalledWith("/login?next=%2Fchat%3Fchat%3D7");
  expect(screen.queryByText("secret")).toBeNull();
});

test("somebody else sees nothing of the first, and gets the page anew", () => {
  page.account = ana;
  const { rerender } = renderApp(app);
  page.account = { ...ana, id: "beto" };
  rerender(<SignedIn>secret </SignedIn>);
  expect(screen.queryByText("secret")).toBeNull();
  expect(page.loadPage).toHaveBeenCalledWith("/chat?chat=7");
});
