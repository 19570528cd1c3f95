/** How news come: as a stream, else by questions that wait for an answer, else by asking every 3 seconds. */
export type Way = "stream" | "longPoll" | "poll";

/**
 * How an attempt ended. `lived`: something came, then it ended by itself. `interrupted`: this side ended it.
 * `tokenExpired`: the server ended it with the person's token. `cursorExpired`: what came after the cursor is gone.
 */
export type Outcome = "lived" | "failed" | "interrupted" | "tokenExpired" | "cursorExpired";

/** What to try next, and after how many milliseconds. `since` is when this way was taken, in milliseconds. */
export type Course = { way: Way; failures: number; waitMs: number; since: number };

/** Failures in a row after which another way is taken. */
const PATIENCE = 3;
/** After so long on a worse way the stream is tried once more. */
const RETURN_AFTER = 60_000;
const POLL_EVERY = 3_000;
const LONGEST_WAIT = 30_000;

const worse: Record<Way, Way> = { stream: "longPoll", longPoll: "poll", poll: "poll" };
const rhythm: Record<Way, number> = { stream: 1_000, longPoll: 100, poll: POLL_EVERY };

/** Twice as long after each failure, and never the same for everybody. */
const backOff = (failures: number, random: number) =>
  Math.min(LONGEST_WAIT, 1_000 * 2 ** (failures - 1)) * (0.5 + random / 2);

export const startCourse = (now: number): Course => ({ way: "stream", failures: 0, waitMs: 0, since: now });

/** The course after an attempt. `random` is between 0 and 1. */
export function nextCourse(course: Course, outcome: Outcome, now: number, random: number): Course {
  switch (outcome) {
    case "interrupted":
    case "tokenExpired":
    case "cursorExpired":
      return { ...course, waitMs: 0 };
    case "lived":
      if (course.way === "stream") return { ...course, failures: 0, waitMs: random * rhythm.stream };
      if (now - course.since < RETURN_AFTER) return { ...course, failures: 0, waitMs: rhythm[course.way] };
      return { way: "stream", failures: PATIENCE - 1, waitMs: 0, since: now };
    case "failed": {
      const failures = course.failures + 1;
      if (failures < PATIENCE) return { ...course, failures, waitMs: backOff(failures, random) };
      if (course.way === "poll") return { ...course, failures, waitMs: Math.max(POLL_EVERY, backOff(failures, random)) };
      return { way: worse[course.way], failures: 0, waitMs: 0, since: now };
    }
  }
}
