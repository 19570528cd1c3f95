import { type Inline } from "@/features/chat/bubbles/lib/parse-inline";
import { type Block, parseText } from "@/features/chat/bubbles/lib/parse-text";

/** A text without WhatsApp's signs, on one line, for quotes and screen readers. `nameOf` says who is mentioned. */
export function plainText(text: string, mentions: readonly string[] = [], nameOf: (address: string) => string = (address) => address) {
  const inline = (pieces: Inline[]): string => pieces.map(piece).join("");
  const piece = (one: Inline): string => {
    if (one.kind === "mention") return `@${nameOf(one.address)}`;
    return "children" in one ? inline(one.children) : one.text;
  };
  const block = (one: Block): string => {
    if (one.kind === "code") return one.text;
    return (one.kind === "list" ? one.items : one.lines).map(inline).join(" ");
  };
  return parseText(text, mentions).map(block).join(" ").replace(/\s+/g, " ").trim();
}
