const KEY = "conectafy-cursor";

/** Where the person's feed stands, kept for reloads of this tab. */
export function cursorStore(userId: string) {
  const key = `${KEY}:${userId}`;
  let cursor: string | null = sessionStorage.getItem(key);
  return {
    read: () => cursor,
    write: (next: string | null) => {
      if (next === cursor) return;
      cursor = next;
      if (next === null) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, next);
    },
  };
}
