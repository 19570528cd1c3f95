import { memo } from "react";
import { InlinePieces } from "@/features/chat/bubbles/components/inline-pieces";
import { type Block, parseText } from "@/features/chat/bubbles/lib/parse-text";

type Props = { text: string; mentions?: string[] };

/** A text with WhatsApp's signs. */
export const FormattedText = memo(function FormattedText({ text, mentions }: Props) {
  return parseText(text, mentions).map((block, index) => <TextBlock key={index} block={block} />);
});

function TextBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case "code":
      return <pre className="my-1 overflow-x-auto rounded-2xl bg-foreground/6 px-2.5 py-1.5 font-mono text-[0.88em] whitespace-pre-wrap" tabIndex={-1}>{block.text}</pre>;
    case "quote":
      return <blockquote className="my-1 border-s-3 border-bubble-meta/40 ps-2 text-bubble-meta"><Lines lines={block.lines} /></blockquote>;
    case "list": {
      const List = block.ordered ? "ol" : "ul";
      return (
        <List start={block.ordered ? block.start : undefined} className={block.ordered ? "list-decimal ps-6" : "list-disc ps-5"}>
          {block.items.map((item, index) => <li key={index} dir="auto"><InlinePieces pieces={item} /></li>)}
        </List>
      );
    }
    case "paragraph":
      return <Lines lines={block.lines} />;
  }
}

/** Lines of one paragraph. They stay inline, so that the time can stand beside the last one. */
function Lines({ lines }: { lines: Parameters<typeof InlinePieces>[0]["pieces"][] }) {
  return lines.map((line, index) => (
    <span key={index} dir="auto">
      {index > 0 && <br />}
      <InlinePieces pieces={line} />
    </span>
  ));
}
