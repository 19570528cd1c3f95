/** Whole seconds until a moment, never less than 0. Both are milliseconds since 1970. */
export const secondsLeft = (until: number, now: number) => Math.max(0, Math.ceil((until - now) / 1000));

/** From so many seconds on the ring fades: a new code is about to come. */
export const FADES = 5;

/** How long after its end a code is asked for again, so that the next one is there. */
const MARGIN = 300;

/** How often the code is asked for while nobody knows how long it lasts. */
const UNKNOWN = 5000;

/** Milliseconds until a code is to be asked for again. */
export function renewIn(expiresAt: string | null, now: number): number {
  if (expiresAt === null) return UNKNOWN;
  return Math.max(1000, Date.parse(expiresAt) - now + MARGIN);
}
