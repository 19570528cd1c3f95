import type { User } from "@supabase/auth-js";

/** The name that a person gave themselves; null if they gave none. */
export function nameOf(user: Pick<User, "user_metadata">): string | null {
  const name: unknown = user.user_metadata.name;
  return typeof name === "string" && name.trim() ? name.trim() : null;
}
