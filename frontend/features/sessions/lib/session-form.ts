import * as z from "zod/mini";
import type { Session } from "@/lib/api/types";

/** Keys of what is wrong with a field, below `sessions.edit`. */
export const nameSchema = z
  .string()
  .check(z.trim(), z.minLength(1, "nameRequired"), z.maxLength(100, "nameLong"));

export const lookSchema = z.object({
  sessionName: nameSchema,
  initials: z.string().check(z.trim(), z.toUpperCase(), z.regex(/^[\p{L}\p{N}]{1,2}$/u, "initialsBad")),
  color: z.int().check(z.minimum(1), z.maximum(10)),
  ignoreGroups: z.boolean(),
});

export type Look = z.infer<typeof lookSchema>;

export const lookOf = ({ sessionName, initials, color, ignoreGroups }: Session): Look => ({
  sessionName,
  initials,
  color,
  ignoreGroups,
});

/** What of a number's look is different; only that is sent. */
export function changedLook(session: Session, look: Look): Partial<Look> {
  const before = lookOf(session);
  return Object.fromEntries(Object.entries(look).filter(([key, value]) => before[key as keyof Look] !== value));
}

export const newSessionSchema = z.object({
  sessionName: nameSchema,
  historyDays: z.union([z.literal(0), z.literal(7), z.literal(30), z.literal(90)]),
  ignoreGroups: z.boolean(),
});

export type NewSessionForm = z.infer<typeof newSessionSchema>;
