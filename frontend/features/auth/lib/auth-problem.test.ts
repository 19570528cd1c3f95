import { AuthApiError, AuthRetryableFetchError, AuthWeakPasswordError } from "@supabase/auth-js";
import { expect, test } from "vitest";
import { authProblem } from "@/features/auth/lib/auth-problem";

test.each([
  ["wrong password", new AuthApiError("Invalid login credentials", 400, "invalid_credentials"), { word: "credentials" }],
  ["a mail that wasn't confirmed", new AuthApiError("Email not confirmed", 400, "email_not_confirmed"), { word: "notConfirmed" }],
  ["a short password", new AuthWeakPasswordError("Password should be…", 422, ["length"]), { word: "weakShort" }],
  ["a leaked password", new AuthWeakPasswordError("Password is known…", 422, ["pwned"]), { word: "weakKnown" }],
  ["a plain password", new AuthWeakPasswordError("Password should contain…", 422, ["characters"]), { word: "weakPlain" }],
  ["too many requests", new AuthApiError("Request rate limit reached", 429, "over_request_rate_limit"), { word: "tooOften" }],
  [
    "too many mails",
    new AuthApiError("For security purposes, you can only request this after 59 seconds.", 429, "over_email_send_rate_limit"),
    { word: "tooOftenFor", seconds: 59 },
  ],
  ["no network", new AuthRetryableFetchError("Failed to fetch", 0), { word: "network" }],
  ["a server that is busy", new AuthRetryableFetchError("{}", 503), { word: "unknown" }],
  ["a code from the future", new AuthApiError("?", 400, "constructor"), { word: "unknown" }],
])("%s", (_, error, problem) => {
  expect(authProblem(error)).toEqual(problem);
});
