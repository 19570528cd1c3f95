import type { Group } from "@/lib/api/types";
import { plain } from "@/features/chat/composer/lib/plain";

export type Participant = Group["participants"][number];

/** A person who was picked from the list: what stands in the box after `@`, and WhatsApp's id. */
export type Mention = { label: string; address: string };

/** How many suggestions fit. */
const MAX = 6;

/** What the person reads after `@`: the name, else the number. */
export const labelOf = ({ name, phoneNumber, address }: Participant) => name ?? phoneNumber ?? digits(address);

/** The people whose name has a word that begins like the query, or whose number has it in it. */
export function matchPeople(people: Participant[], query: string): Participant[] {
  const wanted = plain(query);
  const fits = (person: Participant) => {
    const words = plain(person.name ?? "");
    return words.startsWith(wanted) || words.includes(` ${wanted}`) || (/\d/.test(wanted) && (person.phoneNumber ?? "").includes(wanted));
  };
  return people.filter(fits).slice(0, MAX);
}

/** Puts WhatsApp's digits in the place of names, and tells who is named. What was deleted or changed in the box names nobody. */
export function resolveMentions(text: string, mentions: Mention[]): { text: string; mentions: string[] } {
  // Longest first: «@Ana María» isn't «@Ana».
  const known = [...mentions].sort((a, b) => b.label.length - a.label.length);
  const named = new Set<string>();
  let result = text;
  for (const { label, address } of known) {
    const parts = result.split(new RegExp(`@${escape(label)}(?![\\p{L}\\p{N}])`, "u"));
    if (parts.length === 1) continue;
    named.add(address);
    result = parts.join(`@${digits(address)}`);
  }
  return { text: result, mentions: [...named] };
}

const digits = (address: string) => address.split(/[@:]/)[0]!;
const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
