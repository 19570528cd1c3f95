import type { Sound } from "@/lib/preferences";

/** Notes of a sound: pitch in hertz, when it begins and how long it rings, in seconds, and how loud it is, 0 to 1. */
type Note = { pitch: number; at: number; length: number; loudness: number };

const sounds: Record<Exclude<Sound, "none">, Note[]> = {
  soft: [
    { pitch: 587, at: 0, length: 0.22, loudness: 0.5 },
    { pitch: 880, at: 0.11, length: 0.35, loudness: 0.45 },
  ],
  bell: [
    { pitch: 1046, at: 0, length: 0.9, loudness: 0.4 },
    { pitch: 2637, at: 0, length: 0.5, loudness: 0.15 },
    { pitch: 5274, at: 0, length: 0.25, loudness: 0.06 },
  ],
};

let context: AudioContext | undefined;

/** Plays a sound at a volume from 0 to 1. Before the person's first press browsers keep it silent, which is no fault. */
export function playSound(sound: Sound, volume: number) {
  if (sound === "none" || volume <= 0) return;
  context ??= new AudioContext();
  void context.resume().catch(() => {});
  for (const note of sounds[sound]) {
    const start = context.currentTime + note.at;
    const tone = context.createOscillator();
    const loudness = context.createGain();
    tone.frequency.value = note.pitch;
    loudness.gain.setValueAtTime(0.0001, start);
    loudness.gain.exponentialRampToValueAtTime(note.loudness * volume, start + 0.012);
    loudness.gain.exponentialRampToValueAtTime(0.0001, start + note.length);
    tone.connect(loudness).connect(context.destination);
    tone.start(start);
    tone.stop(start + note.length);
  }
}
