import * as z from "zod/mini";

/** What bcrypt reads of a password, in bytes; Auth refuses longer ones. */
const LONGEST = 72;
const SHORTEST = 8;

/** As browsers check it, so that admin@intranet is fine too. */
const email = z.string().check(z.trim(), z.email({ pattern: z.regexes.html5Email }));

/** A password that is chosen now. One that exists is never judged. */
const newPassword = z.string().check(
  z.minLength(SHORTEST, "short"),
  z.refine((text) => new TextEncoder().encode(text).length <= LONGEST, "long"),
);

export const loginSchema = z.object({ email, password: z.string().check(z.minLength(1)) });
export const registerSchema = z.object({ name: z.string().check(z.trim(), z.maxLength(80)), email, password: newPassword });
export const forgotSchema = z.object({ email });
export const resetSchema = z.object({ password: newPassword });
export const changePasswordSchema = z.object({ current: z.string().check(z.minLength(1)), password: newPassword });
