import { useCallback, useSyncExternalStore } from "react";

export const RATES = [1, 1.5, 2] as const;
export type Rate = (typeof RATES)[number];

/** How a recording stands. Times are in milliseconds. */
export type Playback = { playing: boolean; position: number; duration: number | null; rate: Rate };

/** What to play: its link, and how to get a new one when it is too old. */
export type Recording = { id: string; url: string; refresh: () => Promise<string | null> };

// One element plays everything: two recordings never sound at once, and a long chat holds no hundred of them.
let element: HTMLAudioElement | undefined;
let current: Recording | null = null;
let refreshed = false;
let rate: Rate = 1;
let playback: Playback = { playing: false, position: 0, duration: null, rate };
/** Where each recording was left, so that going on doesn't begin anew. */
const left = new Map<string, Playback>();
const heard = new Set<string>();
const listeners = new Set<() => void>();

const silence: Playback = { playing: false, position: 0, duration: null, rate: 1 };
let stillAt: Playback = silence;

function tell(change: Partial<Playback>) {
  playback = { ...playback, ...change };
  listeners.forEach((listener) => listener());
}

function audio(): HTMLAudioElement {
  if (element) return element;
  element = new Audio();
  const player = element;
  player.addEventListener("timeupdate", () => tell({ position: player.currentTime * 1000 }));
  player.addEventListener("durationchange", () => {
    if (Number.isFinite(player.duration)) tell({ duration: player.duration * 1000 });
  });
  player.addEventListener("play", () => tell({ playing: true }));
  player.addEventListener("pause", () => tell({ playing: false }));
  player.addEventListener("ended", () => tell({ playing: false, position: 0 }));
  player.addEventListener("error", () => void recover());
  return element;
}

/** A link that is too old is exchanged once. */
async function recover() {
  const broken = current;
  if (!broken) return;
  const url = refreshed ? null : await broken.refresh();
  refreshed = true;
  if (!url || current !== broken) return tell({ playing: false });
  await start({ ...broken, url }, playback.position);
}

async function start(recording: Recording, position: number) {
  const player = audio();
  current = recording;
  player.src = recording.url;
  player.currentTime = position / 1000;
  player.playbackRate = rate;
  heard.add(recording.id);
  // A play that is cut short by the next one is no failure.
  await player.play().catch(() => tell({ playing: false }));
}

function choose(recording: Recording) {
  if (current?.id === recording.id) return;
  if (current) left.set(current.id, { ...playback, playing: false });
  refreshed = false;
  playback = { ...(left.get(recording.id) ?? silence), rate };
}

/** Plays a recording, or pauses it. */
export function toggle(recording: Recording) {
  if (current?.id === recording.id && playback.playing) return audio().pause();
  choose(recording);
  void start(recording, playback.position);
}

/** Goes to a place of a recording, in milliseconds, and plays on from there if it plays. */
export function seek(recording: Recording, position: number) {
  if (current?.id !== recording.id) {
    left.set(recording.id, { ...(left.get(recording.id) ?? silence), position });
    tell({});
    return;
  }
  audio().currentTime = position / 1000;
  tell({ position });
}

/** Sets how fast everything plays from now on. */
export function setRate(next: Rate) {
  rate = next;
  if (element) element.playbackRate = next;
  tell({ rate: next });
}

export const wasHeard = (id: string) => heard.has(id);

/** How a recording stands, now and whenever that changes. */
export function usePlayback(id: string): Playback {
  const snapshot = useCallback(() => (current?.id === id ? playback : withRate(left.get(id) ?? silence)), [id]);
  return useSyncExternalStore(subscribe, snapshot, () => silence);
}

/** The same object for the same state, as React wants it. */
function withRate(still: Playback): Playback {
  if (still.rate === rate) return still;
  if (still === silence) {
    if (stillAt.rate !== rate) stillAt = { ...silence, rate };
    return stillAt;
  }
  still.rate = rate;
  return still;
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
