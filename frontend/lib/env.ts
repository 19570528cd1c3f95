/** Addresses and the public key of an installation. They come at run time, so that one build serves any installation. */
export type Settings = {
  /** Origin of the API, without a slash at the end; empty if it is the page's own. */
  apiUrl: string;
  /** Origin of Supabase, below which Auth is at /auth/v1; empty if it is the page's own. */
  supabaseUrl: string;
  /** Supabase's public key, which names a client and never a person. */
  supabaseAnonKey: string;
};

/** Id of the element that carries the settings from the server to the browser. */
export const SETTINGS_ELEMENT = "settings";

const trimSlash = (url: string) => url.replace(/\/+$/, "");

/** On the server: what the environment says. */
export function settingsFromEnvironment(env: Record<string, string | undefined>): Settings {
  return {
    apiUrl: trimSlash(env.API_URL ?? ""),
    supabaseUrl: trimSlash(env.SUPABASE_URL ?? ""),
    supabaseAnonKey: env.SUPABASE_ANON_KEY ?? "",
  };
}

let known: Settings | undefined;

/** In the browser: what the server put into the page. */
export function settings(): Settings {
  if (!known) {
    const text = document.getElementById(SETTINGS_ELEMENT)?.textContent ?? "";
    const read = JSON.parse(text) as Settings;
    const own = window.location.origin;
    known = { ...read, apiUrl: read.apiUrl || own, supabaseUrl: read.supabaseUrl || own };
  }
  return known;
}
