/** What a person leaves in this browser begins so: drafts, what waits to be sent, where the feed stands. */
const OURS = "conectafy-";

/** What begins so and is the browser's own, or keeps the person signed in. */
const KEPT = ["conectafy-auth", "conectafy-preferences", "conectafy-person"];

/** Whose data is in this browser. */
const PERSON = "conectafy-person";

const isKept = (key: string) => !key.startsWith(OURS) || KEPT.some((kept) => key.startsWith(kept));

function empty(storage: Storage) {
  for (const key of Object.keys(storage)) if (!isKept(key)) storage.removeItem(key);
}

/** Whether things of this person may be kept in this browser: not once they signed out, in whichever tab. */
export const isHere = (personId: string) => localStorage.getItem(PERSON) === personId;

/** Deletes what people left in this browser. A file that couldn't be deleted stays where only its owner's items lead. */
export async function forgetPeople(): Promise<void> {
  localStorage.removeItem(PERSON);
  empty(localStorage);
  empty(sessionStorage);
  const databases = (await indexedDB.databases?.().catch(() => [])) ?? [];
  for (const { name } of databases) if (name?.startsWith(OURS)) indexedDB.deleteDatabase(name);
}

/** Called as soon as it is known who is signed in: what another person left is deleted. */
export function greet(personId: string) {
  const last = localStorage.getItem(PERSON);
  if (last === personId) return;
  if (last !== null) void forgetPeople();
  localStorage.setItem(PERSON, personId);
}
