import type { Suggestion } from "@/features/chat/composer/lib/use-suggestions";
import { cn } from "@/lib/cn";

type Props = { id: string; label: string; list: Suggestion[]; active: number; onPick: (suggestion: Suggestion) => void };

/** The id of the suggestion that the keyboard is at. */
export const optionId = (list: string, index: number) => `${list}-${index}`;

/** What fits the word that is being typed, above the box. The focus stays in the box. */
export function SuggestionList({ id, label, list, active, onPick }: Props) {
  return (
    <ul
      id={id}
      role="listbox"
      aria-label={label}
      className="absolute start-0 bottom-full z-20 mb-2 w-72 max-w-full overflow-hidden rounded-3xl bg-overlay p-1 shadow-overlay"
    >
      {list.map((suggestion, index) => (
        <li
          key={suggestion.id}
          id={optionId(id, index)}
          role="option"
          aria-selected={index === active}
          // The box would lose the focus otherwise.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(suggestion)}
          className={cn("flex min-h-9 cursor-pointer items-center gap-2 rounded-lg px-2.5 pointer-coarse:min-h-11", index === active && "bg-default")}
        >
          {suggestion.lead && (
            <span aria-hidden className="text-xl leading-none">
              {suggestion.lead}
            </span>
          )}
          <span className="truncate" dir="auto">
            {suggestion.label}
          </span>
        </li>
      ))}
    </ul>
  );
}
