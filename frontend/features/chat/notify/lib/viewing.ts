const KEY = "conectafy-viewing";

/** Says to all tabs which chat the person looks at just now; null if none. */
export function setViewing(chatKey: string | null) {
  if (chatKey === null) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, chatKey);
}

/** The chat that the person looks at, in whichever tab. */
export const viewing = () => localStorage.getItem(KEY);
