/** WhatsApp shows "typing" for some seconds: it is told again after so many milliseconds. */
const AGAIN = 8_000;
/** After so many milliseconds without a key press the person doesn't type any more. */
const IDLE = 5_000;

export type Doing = "typing" | "recording";

/** Tells what the person does: seldom while it goes on, and once when it ends. */
export function typingSignal(send: (state: Doing | "paused") => void) {
  let told: { what: Doing; at: number } | null = null;
  let idle: ReturnType<typeof setTimeout> | undefined;

  function stop() {
    clearTimeout(idle);
    if (told) send("paused");
    told = null;
  }
  function tell(what: Doing) {
    const now = Date.now();
    if (told?.what === what && now - told.at < AGAIN) return;
    told = { what, at: now };
    send(what);
  }
  return {
    /** Call it at each key press. */
    typed() {
      tell("typing");
      clearTimeout(idle);
      idle = setTimeout(stop, IDLE);
    },
    /** Call it while a recording runs. */
    recording() {
      clearTimeout(idle);
      tell("recording");
    },
    stop,
  };
}
