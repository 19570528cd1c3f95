import { AuthClient, type AuthError, type GoTrueClient } from "@supabase/auth-js";
import { settings } from "@/lib/env";

/** Where this browser keeps who is signed in. */
export const AUTH_KEY = "conectafy-auth";

let client: GoTrueClient | undefined;

/**
 * The one client of Supabase Auth in this tab, which is the part of supabase-js that the app needs. It renews the access
 * token by itself and shares it with the other tabs.
 */
export function auth(): GoTrueClient {
  const { supabaseUrl, supabaseAnonKey } = settings();
  client ??= new AuthClient({
    url: `${supabaseUrl}/auth/v1`,
    headers: { apikey: supabaseAnonKey },
    storageKey: AUTH_KEY,
    persistSession: true,
    autoRefreshToken: true,
    detectSessionInUrl: true,
    flowType: "pkce",
  });
  return client;
}

/** The token of who is signed in, renewed if it is about to end; null if nobody is. */
export async function accessToken(): Promise<string | null> {
  const { data } = await auth().getSession();
  return data.session?.access_token ?? null;
}

let renewing: Promise<string | null> | undefined;

/**
 * A token other than the one that the API refused; null if the person isn't signed in any more. Whoever asks meanwhile gets
 * the same one. Throws if Auth can't be asked now: then nobody knows, and the person stays signed in.
 */
export function renewToken(refused: string | null): Promise<string | null> {
  renewing ??= renew(refused).finally(() => {
    renewing = undefined;
  });
  return renewing;
}

async function renew(refused: string | null): Promise<string | null> {
  const current = await accessToken();
  if (current && current !== refused) return current;
  const { data, error } = await auth().refreshSession();
  if (data.session) return data.session.access_token;
  if (error && !isRefusal(error)) throw error;
  await auth().signOut({ scope: "local" });
  return null;
}

/** Whether Auth said no, rather than that it is busy or not there. */
const isRefusal = ({ name, status = 0 }: AuthError) =>
  name === "AuthSessionMissingError" || (status >= 400 && status < 500 && status !== 408 && status !== 429);
