import { findLinks } from "@/features/chat/bubbles/lib/find-links";

/** A piece of a line of WhatsApp's text. */
export type Inline =
  | { kind: "text"; text: string }
  | { kind: "bold" | "italic" | "strike"; children: Inline[] }
  | { kind: "code"; text: string }
  | { kind: "link"; text: string; href: string }
  | { kind: "mention"; text: string; address: string };

type Frame = { mark: string; children: Inline[] };

const kinds = { "*": "bold", _: "italic", "~": "strike" } as const;
type Mark = keyof typeof kinds;

const isMark = (char: string): char is Mark => char in kinds;
const isWord = (char: string | undefined) => char !== undefined && /[\p{L}\p{N}]/u.test(char);
const isSpace = (char: string | undefined) => char === undefined || /\s/.test(char);

/**
 * Reads one line. A mark opens before a letter or sign at the beginning of a word and closes at the end of one; what is not
 * closed stays as it was written. `mentions` are the addresses that the message names. One pass, whatever the line holds.
 */
export function parseInline(line: string, mentions: readonly string[] = []): Inline[] {
  const links = findLinks(line);
  const named = new Map(mentions.map((address) => [address.split("@")[0]!, address]));
  const stack: Frame[] = [{ mark: "", children: [] }];
  const codeEnds = line.lastIndexOf("`");
  let at = 0;
  let nextLink = 0;
  while (at < line.length) {
    while (nextLink < links.length && links[nextLink]!.start < at) nextLink++;
    const link = links[nextLink];
    if (link?.start === at) {
      add(stack, { kind: "link", text: line.slice(at, link.end), href: link.href });
      at = link.end;
      continue;
    }
    const char = line[at]!;
    if (char === "`" && at < codeEnds) {
      const end = line.indexOf("`", at + 1);
      if (end > at + 1) {
        add(stack, { kind: "code", text: line.slice(at + 1, end) });
        at = end + 1;
        continue;
      }
    } else if (char === "@" && named.size > 0) {
      const digits = /^\d{5,20}/.exec(line.slice(at + 1, at + 21))?.[0];
      const address = digits && named.get(digits);
      if (address) {
        add(stack, { kind: "mention", text: `@${digits}`, address });
        at += 1 + digits.length;
        continue;
      }
    } else if (isMark(char) && mark(stack, line, at, char)) {
      at++;
      continue;
    }
    addText(stack, char);
    at++;
  }
  while (stack.length > 1) flatten(stack);
  return stack[0]!.children;
}

/** Opens or closes a mark; false if it is only a sign here. */
function mark(stack: Frame[], line: string, at: number, char: Mark): boolean {
  const before = line[at - 1];
  const after = line[at + 1];
  const open = stack.findLastIndex((frame) => frame.mark === char);
  if (open > 0 && !isSpace(before) && !isWord(after) && hasContent(stack, open)) {
    while (stack.length - 1 > open) flatten(stack);
    const { children } = stack.pop()!;
    add(stack, { kind: kinds[char], children });
    return true;
  }
  if (open > 0 || isWord(before) || isSpace(after) || after === char) return false;
  stack.push({ mark: char, children: [] });
  return true;
}

const hasContent = (stack: Frame[], open: number) => stack.length - 1 > open || stack[open]!.children.length > 0;

/** Turns the innermost frame, which nobody closed, back into what was written. */
function flatten(stack: Frame[]) {
  const { mark, children } = stack.pop()!;
  addText(stack, mark);
  for (const child of children) {
    if (child.kind === "text") addText(stack, child.text);
    else add(stack, child);
  }
}

const add = (stack: Frame[], piece: Inline) => void stack.at(-1)!.children.push(piece);

function addText(stack: Frame[], text: string) {
  const { children } = stack.at(-1)!;
  const last = children.at(-1);
  if (last?.kind === "text") last.text += text;
  else children.push({ kind: "text", text });
}
