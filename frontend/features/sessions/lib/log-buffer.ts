/** Lines that are kept; older ones go. */
export const MAX_LINES = 2000;

export type LogLine = { id: number; text: string };

/** What is known of a log: the lines that are shown, those that wait while it is paused, and how many there were at all. */
export type LogBuffer = { shown: LogLine[]; waiting: LogLine[]; count: number; paused: boolean };

export const emptyLog: LogBuffer = { shown: [], waiting: [], count: 0, paused: false };

const last = (lines: LogLine[]) => (lines.length > MAX_LINES ? lines.slice(-MAX_LINES) : lines);

/** Adds lines. While the log is paused they wait, and what is shown doesn't move. */
export function addLines(log: LogBuffer, texts: string[]): LogBuffer {
  if (texts.length === 0) return log;
  const lines = texts.map((text, index) => ({ id: log.count + index, text }));
  const count = log.count + texts.length;
  return log.paused
    ? { ...log, count, waiting: last([...log.waiting, ...lines]) }
    : { ...log, count, shown: last([...log.shown, ...lines]) };
}

export const pauseLog = (log: LogBuffer): LogBuffer => ({ ...log, paused: true });

/** Shows what waited. */
export const resumeLog = (log: LogBuffer): LogBuffer => ({
  ...log,
  paused: false,
  shown: last([...log.shown, ...log.waiting]),
  waiting: [],
});
