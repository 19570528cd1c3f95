/** Bars of a voice note, each 0 to 1: as many as wanted, whatever the note tells. */
export function barsOf(waveform: number[] | undefined, count: number): number[] {
  if (!waveform?.length) return Array.from({ length: count }, () => 0.15);
  const loudest = Math.max(...waveform, 1);
  return Array.from({ length: count }, (_, bar) => {
    const from = Math.floor((bar * waveform.length) / count);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * waveform.length) / count));
    const part = waveform.slice(from, to);
    return Math.max(0.1, part.reduce((sum, value) => sum + value, 0) / part.length / loudest);
  });
}
