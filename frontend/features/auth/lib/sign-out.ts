import { loadPage } from "@/features/auth/lib/browser-page";
import { forgetPeople } from "@/lib/browser-data";
import { AUTH_KEY, auth } from "@/lib/supabase";

let leaving = false;

/** Whether the person is signing out by their own will, so they needn't come back to this page. */
export const isLeaving = () => leaving;

/**
 * Signs out in this browser, or in all of the person's, and leaves nothing of them here. Signing out here works without a
 * network too; everywhere doesn't, and throws.
 */
export async function signOut(scope: "local" | "global"): Promise<void> {
  leaving = true;
  const { error } = await auth().signOut({ scope });
  if (error && scope === "global") {
    leaving = false;
    throw error;
  }
  if (error) localStorage.removeItem(AUTH_KEY);
  await forgetPeople();
  loadPage("/login");
}

/** Signs out everywhere but here. */
export async function signOutOthers(): Promise<void> {
  const { error } = await auth().signOut({ scope: "others" });
  if (error) throw error;
}
