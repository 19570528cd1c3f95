import { type Inline, parseInline } from "@/features/chat/bubbles/lib/parse-inline";

/** A part of WhatsApp's text that stands on its own. */
export type Block =
  | { kind: "paragraph"; lines: Inline[][] }
  | { kind: "quote"; lines: Inline[][] }
  | { kind: "list"; ordered: boolean; start: number; items: Inline[][] }
  | { kind: "code"; text: string };

const FENCE = "```";

/** Reads WhatsApp's signs: *bold*, _italic_, ~strike~, `code`, ```block```, "> quote", "- item" and "1. item". */
export function parseText(text: string, mentions: readonly string[] = []): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf(FENCE, at);
    const close = open === -1 ? -1 : text.indexOf(FENCE, open + FENCE.length);
    if (close === -1 || close === open + FENCE.length) {
      readLines(blocks, text.slice(at), mentions);
      break;
    }
    readLines(blocks, text.slice(at, open).replace(/\n$/, ""), mentions);
    blocks.push({ kind: "code", text: text.slice(open + FENCE.length, close).replace(/^\n|\n$/g, "") });
    at = close + FENCE.length;
    if (text[at] === "\n") at++;
  }
  return blocks;
}

function readLines(blocks: Block[], text: string, mentions: readonly string[]) {
  if (text === "") return;
  for (const line of text.split("\n")) addLine(blocks, line, mentions);
}

function addLine(blocks: Block[], line: string, mentions: readonly string[]) {
  const last = blocks.at(-1);
  if (line.startsWith("> ")) {
    const content = parseInline(line.slice(2), mentions);
    if (last?.kind === "quote") last.lines.push(content);
    else blocks.push({ kind: "quote", lines: [content] });
    return;
  }
  const item = /^(?:([-*])|(\d{1,3})\.) (?=\S)/.exec(line);
  if (item) {
    const ordered = item[2] !== undefined;
    const content = parseInline(line.slice(item[0].length), mentions);
    if (last?.kind === "list" && last.ordered === ordered) last.items.push(content);
    else blocks.push({ kind: "list", ordered, start: Number(item[2] ?? 1), items: [content] });
    return;
  }
  const content = parseInline(line, mentions);
  if (last?.kind === "paragraph") last.lines.push(content);
  else blocks.push({ kind: "paragraph", lines: [content] });
}
