/** Where people land who didn't ask for a page. */
export const HOME = "/dashboard";

/** A path of ours to return to after signing in. Anything that could lead to another site becomes the home page. */
export function safeReturn(wanted: string | null | undefined): string {
  if (!wanted?.startsWith("/") || wanted.startsWith("//") || wanted.includes("\\")) return HOME;
  const origin = "http://ours";
  try {
    const url = new URL(wanted, origin);
    return url.origin === origin ? url.pathname + url.search + url.hash : HOME;
  } catch {
    return HOME;
  }
}

/** The page for signing in, which leads back to a path of ours. */
export const loginPath = (here: string) => (here === HOME ? "/login" : `/login?next=${encodeURIComponent(here)}`);
