import type { AuthError } from "@supabase/auth-js";
import { auth } from "@/lib/supabase";

/** How it went, and which field was wrong. */
type Outcome = { error: AuthError | null; at: "current" | "password" };

/** Changes the password of who is signed in. Signing in again proves that it is them and not somebody at their desk. */
export async function changePassword(email: string, current: string, password: string): Promise<Outcome> {
  const { error } = await auth().signInWithPassword({ email, password: current });
  if (error) return { error, at: "current" };
  const change = await auth().updateUser({ password });
  return { error: change.error, at: "password" };
}
