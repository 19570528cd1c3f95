/** One event of a stream of Server-Sent Events. */
export type StreamEvent = { type: string; data: string; id: string | null };

/**
 * Reads Server-Sent Events out of text that comes in pieces, cut anywhere. Give it each piece; it gives the events that
 * are complete. Comments, which only show that the stream lives, give none.
 */
export function eventParser(): (text: string) => StreamEvent[] {
  let rest = "";
  let data: string[] = [];
  let type = "message";
  let id: string | null = null;

  const finish = (): StreamEvent[] => {
    const event = { type, data: data.join("\n"), id };
    const complete = data.length > 0;
    data = [];
    type = "message";
    return complete ? [event] : [];
  };

  const take = (line: string): StreamEvent[] => {
    if (line === "") return finish();
    const colon = line.indexOf(":");
    if (colon === 0) return [];
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") data.push(value);
    if (field === "event") type = value;
    if (field === "id") id = value;
    return [];
  };

  return (text) => {
    // A carriage return at the end may be the first half of a line's end.
    const held = (rest + text).endsWith("\r") ? 1 : 0;
    const whole = rest + text;
    const lines = whole.slice(0, whole.length - held).split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? "") + whole.slice(whole.length - held);
    return lines.flatMap(take);
  };
}
