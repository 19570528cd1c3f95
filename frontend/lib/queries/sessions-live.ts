import type { QueryClient } from "@tanstack/react-query";
import type { Session, Updates } from "@/lib/api/types";
import { type NumberStateKey, numberState } from "@/lib/number-state";
import { sessionsQuery } from "@/lib/queries/sessions";

type Changes = Pick<Updates, "removedSessions"> & { sessions: Session[] };

/** A chat with something new, as far as it matters to its number. */
type News = Pick<Updates["contacts"][number], "sessionId" | "lastMessageAt">;

/** A number's change of state, for who listens to the page. */
export type SessionNews = { name: string; key: NumberStateKey | "removed" };

/** Puts one number into the list, newest first, unless the list knows it in a later state. */
export function withSession(list: Session[], session: Session): Session[] {
  const known = list.find(({ id }) => id === session.id);
  if (!known) return [...list, session].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  if (Date.parse(known.updatedAt) > Date.parse(session.updatedAt)) return list;
  return list.map((other) => (other.id === session.id ? session : other));
}

/** Puts what changed into the list of numbers. */
export function applyChanges(list: Session[], { sessions, removedSessions }: Changes): Session[] {
  const left = removedSessions.length > 0 ? list.filter(({ id }) => !removedSessions.includes(id)) : list;
  return sessions.reduce(withSession, left);
}

/** Numbers don't change when messages come: the chats tell when the newest one did. */
export function withNews(list: Session[], contacts: News[]): Session[] {
  return list.map((session) => {
    const moments = contacts.flatMap(({ sessionId, lastMessageAt }) => (sessionId === session.id && lastMessageAt ? [lastMessageAt] : []));
    const newest = [...moments, session.lastMessageAt ?? ""].reduce((a, b) => (Date.parse(b) > Date.parse(a) || !a ? b : a));
    return newest === (session.lastMessageAt ?? "") ? session : { ...session, lastMessageAt: newest };
  });
}

/** Which numbers are in another state now, or gone. New ones are no news: the person made them just now. */
export function newsBetween(before: Session[], after: Session[], now = Date.now()): SessionNews[] {
  return before.flatMap((old): SessionNews[] => {
    const current = after.find(({ id }) => id === old.id);
    if (!current) return [{ name: old.sessionName, key: "removed" }];
    const { key } = numberState(current, { now });
    return key === numberState(old, { now }).key ? [] : [{ name: current.sessionName, key }];
  });
}

/** Puts what the live feed tells into the list that every page reads. A list that isn't here yet will have it when it comes. */
export function applySessions(client: QueryClient, updates: Updates) {
  const changes = updates as Updates & Changes;
  if (changes.sessions.length + changes.removedSessions.length + changes.contacts.length === 0) return;
  client.setQueryData(sessionsQuery().queryKey, (list) => list && withNews(applyChanges(list, changes), changes.contacts));
}
