import type { Inline } from "@/features/chat/bubbles/lib/parse-inline";
import { Mention } from "@/features/chat/bubbles/components/mention";

/** A line of WhatsApp's text. Everything of it is text: nothing that people write becomes markup. */
export function InlinePieces({ pieces }: { pieces: Inline[] }) {
  return pieces.map((piece, index) => <Piece key={index} piece={piece} />);
}

function Piece({ piece }: { piece: Inline }) {
  switch (piece.kind) {
    case "text":
      return piece.text;
    case "bold":
      return <strong className="font-[650]"><InlinePieces pieces={piece.children} /></strong>;
    case "italic":
      return <em><InlinePieces pieces={piece.children} /></em>;
    case "strike":
      return <s><InlinePieces pieces={piece.children} /></s>;
    case "code":
      return <code className="rounded bg-foreground/8 px-1 font-mono text-[0.92em]">{piece.text}</code>;
    case "mention":
      return <Mention address={piece.address} />;
    case "link":
      return (
        <a href={piece.href} target="_blank" rel="noopener noreferrer" className="text-link underline underline-offset-2 break-words">
          {piece.text}
        </a>
      );
  }
}
