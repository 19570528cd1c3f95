import type { AuthError, AuthWeakPasswordError } from "@supabase/auth-js";

/** Codes of Auth whose words are in the messages, below auth.errors. */
const words = {
  invalid_credentials: "credentials",
  email_not_confirmed: "notConfirmed",
  user_already_exists: "taken",
  email_exists: "taken",
  same_password: "same",
  signup_disabled: "closed",
  email_provider_disabled: "closed",
  user_banned: "banned",
  email_address_invalid: "badEmail",
  email_address_not_authorized: "badEmail",
  validation_failed: "invalid",
  otp_expired: "linkEnded",
  flow_state_expired: "linkEnded",
  flow_state_not_found: "linkEnded",
  bad_code_verifier: "linkEnded",
} as const;

type Known = (typeof words)[keyof typeof words];
export type AuthProblem =
  | { word: Known | "weakShort" | "weakKnown" | "weakPlain" | "tooOften" | "network" | "unknown" }
  | { word: "tooOftenFor"; seconds: number };

const isKnown = (code: string): code is keyof typeof words => Object.hasOwn(words, code);

/** What went wrong when Auth was asked, as the name of its words. */
export function authProblem(error: AuthError): AuthProblem {
  const { code = "", name, status, message } = error;
  if (code === "weak_password") return weakness(error as AuthWeakPasswordError);
  if (status === 429) {
    const seconds = Number(/(\d+) seconds?/.exec(message)?.[1]);
    return seconds > 0 ? { word: "tooOftenFor", seconds } : { word: "tooOften" };
  }
  if (isKnown(code)) return { word: words[code] };
  return { word: name === "AuthRetryableFetchError" && !status ? "network" : "unknown" };
}

function weakness({ reasons }: Partial<AuthWeakPasswordError>): AuthProblem {
  if (reasons?.includes("length")) return { word: "weakShort" };
  return { word: reasons?.includes("pwned") ? "weakKnown" : "weakPlain" };
}
