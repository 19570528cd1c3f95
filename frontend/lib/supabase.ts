import { AuthClient, type GoTrueClient } from "@supabase/auth-js";
import { settings } from "@/lib/env";

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
    storageKey: "conectafy-auth",
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
