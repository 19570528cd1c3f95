/** What this browser knows of a chat's draft. */
export type LocalDraft = {
  text: string;
  /** The draft on the server when it and ours were last the same; null when there was none. */
  base: string | null;
};

/**
 * Which text to show when the server's draft comes in. Ours wins while it has something that the server doesn't know yet; else
 * the server's does, which another device may have changed.
 */
export function mergeDraft(local: LocalDraft | null, server: string | null): LocalDraft {
  if (!local) return { text: server ?? "", base: server };
  const unsent = local.text !== (local.base ?? "");
  const news = server !== local.base;
  return unsent || !news ? local : { text: server ?? "", base: server };
}
