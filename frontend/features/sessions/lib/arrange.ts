import type { Session } from "@/lib/api/types";
import type { NumberState } from "@/lib/number-state";

/** A number with its state. */
export type Entry = { session: Session; state: NumberState };

export const filters = ["all", "attention", "connected"] as const;
export type Filter = (typeof filters)[number];

export const isFilter = (text: string | null): text is Filter => filters.some((filter) => filter === text);

const passes: Record<Filter, (entry: Entry) => boolean> = {
  all: () => true,
  attention: ({ state }) => state.needsPerson,
  connected: ({ session }) => session.status === "connected",
};

/** How many numbers each filter shows. */
export const countsOf = (entries: Entry[]): Record<Filter, number> => ({
  all: entries.length,
  attention: entries.filter(passes.attention).length,
  connected: entries.filter(passes.connected).length,
});

/** The numbers to show: exceptions first, then by age, the oldest first. */
export function arrange<T extends Entry>(entries: T[], filter: Filter, search: string): T[] {
  return entries
    .filter(passes[filter])
    .filter(({ session }) => matches(session, search))
    .sort((a, b) => a.state.rank - b.state.rank || a.session.createdAt.localeCompare(b.session.createdAt));
}

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Whether a name has the words, accents aside, or a phone the digits. */
function matches(session: Session, search: string): boolean {
  const wanted = plain(search.trim());
  const digits = wanted.replace(/\D/g, "");
  return plain(session.sessionName).includes(wanted) || (digits !== "" && (session.phoneNumber?.includes(digits) ?? false));
}
