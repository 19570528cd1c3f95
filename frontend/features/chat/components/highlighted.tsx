import { cutAtMatches } from "@/features/chat/lib/highlight";

type Props = { text: string; matches: number[][] };

/** A text in which what was looked for stands out. */
export function Highlighted({ text, matches }: Props) {
  return cutAtMatches(text, matches).map((piece, index) =>
    piece.found ? (
      <mark key={index} className="bg-transparent font-semibold text-link">
        {piece.text}
      </mark>
    ) : (
      <span key={index}>{piece.text}</span>
    ),
  );
}
