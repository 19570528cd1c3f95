import type { Settings } from "@/lib/env";

/**
 * What a page may load: itself, the API and Supabase, and scripts with the nonce alone. Styles may be inline, because
 * libraries position what floats that way; a style can't run anything.
 */
export function contentSecurityPolicy(nonce: string, { apiUrl, supabaseUrl }: Settings, development: boolean): string {
  const api = ["'self'", apiUrl].filter(Boolean).join(" ");
  const connect = ["'self'", apiUrl, supabaseUrl].filter(Boolean).join(" ");
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    `img-src ${api} blob: data:`,
    `media-src ${api} blob:`,
    `connect-src ${connect}${development ? " ws:" : ""}`,
    "font-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
