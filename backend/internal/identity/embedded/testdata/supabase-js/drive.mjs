// Drives the identity server with the library that the web app uses. The server's address and keys come as arguments; the test that
// starts this program adds /_test/pass, which moves the server's clock,
// and /_test/links, the links that the server logged.
import assert from "node:assert/strict";
import { createClient } from "@supabase/supabase-js";

const [url, anonKey, serviceKey] = process.argv.slice(2);
const password = "Str0ng-Passw0rd!";
const steps = [];

function client(key = anonKey) {
  return createClient(url, key, { auth: { autoRefreshToken: false, persistSession: false } });
}

async function step(name, run) {
  try {
    await run();
  } catch (cause) {
    throw new Error(`step failed: ${name}`, { cause });
  }
  steps.push(name);
}

async function passSeconds(seconds) {
  const answer = await fetch(`${url}/_test/pass?seconds=${seconds}`, { method: "POST" });
  assert.equal(answer.status, 204);
}

function good({ data, error }) {
  assert.equal(error, null);
  return data;
}

function refused({ error }, code, status) {
  assert.ok(error, "an error was expected");
  assert.deepEqual({ code: error.code, status: error.status }, { code, status });
}

const ana = client();
let session;

await step("sign up", async () => {
  const data = good(await ana.auth.signUp({ email: "Ana@Example.com", password, options: { data: { full_name: "Ana" } } }));
  session = data.session;
  assert.equal(data.user.email, "ana@example.com");
  assert.equal(data.user.user_metadata.full_name, "Ana");
  assert.equal(data.user.role, "authenticated");
  assert.equal(session.token_type, "bearer");
  assert.equal(session.expires_in, 3600);
  assert.ok(session.access_token && session.refresh_token);
});

await step("taken address", async () => {
  refused(await client().auth.signUp({ email: "ANA@example.com", password }), "user_already_exists", 422);
});

await step("weak password", async () => {
  const { error } = await client().auth.signUp({ email: "weak@example.com", password: "abc" });
  assert.equal(error.name, "AuthWeakPasswordError");
  assert.deepEqual(error.reasons, ["length"]);
});

await step("getUser", async () => {
  const { user } = good(await ana.auth.getUser());
  assert.equal(user.id, session.user.id);
  assert.equal(user.identities.length, 1);
});

await step("getClaims verifies locally with the published keys", async () => {
  const { claims, header } = good(await ana.auth.getClaims());
  assert.equal(header.alg, "ES256");
  assert.equal(claims.sub, session.user.id);
  assert.equal(claims.iss, `${url}/auth/v1`);
  assert.equal(claims.aud, "authenticated");
});

await step("sign in", async () => {
  const data = good(await ana.auth.signInWithPassword({ email: "ana@example.com", password }));
  assert.equal(data.user.id, session.user.id);
  assert.notEqual(data.session.refresh_token, session.refresh_token);
  session = data.session;
});

await step("wrong password and unknown address look the same", async () => {
  const wrong = await client().auth.signInWithPassword({ email: "ana@example.com", password: "not-the-password" });
  const unknown = await client().auth.signInWithPassword({ email: "nobody@example.com", password });
  refused(wrong, "invalid_credentials", 400);
  refused(unknown, "invalid_credentials", 400);
  assert.equal(wrong.error.message, unknown.error.message);
});

let first, second, third;

await step("refresh rotates the token", async () => {
  first = session.refresh_token;
  await passSeconds(1);
  const data = good(await ana.auth.refreshSession());
  second = data.session.refresh_token;
  assert.notEqual(second, first);
  assert.notEqual(data.session.access_token, session.access_token);
  assert.equal(data.user.id, session.user.id);
});

await step("a lost answer: the used token brings the same successor, even late", async () => {
  await passSeconds(60);
  const data = good(await client().auth.refreshSession({ refresh_token: first }));
  assert.equal(data.session.refresh_token, second);
});

await step("tabs that refresh at the same moment get the same token", async () => {
  const all = await Promise.all([1, 2, 3, 4].map(() => client().auth.refreshSession({ refresh_token: second })));
  const tokens = new Set(all.map((answer) => good(answer).session.refresh_token));
  assert.equal(tokens.size, 1);
  third = [...tokens][0];
  assert.notEqual(third, second);
});

await step("a used token that comes back too late ends the sign-in", async () => {
  await passSeconds(11);
  refused(await client().auth.refreshSession({ refresh_token: first }), "refresh_token_already_used", 400);
  await passSeconds(11);
  refused(await client().auth.refreshSession({ refresh_token: third }), "refresh_token_already_used", 400);
});

await step("tokens that never were", async () => {
  refused(await client().auth.refreshSession({ refresh_token: "nonsense" }), "validation_failed", 400);
  refused(await client().auth.refreshSession({ refresh_token: "a".repeat(32) }), "refresh_token_not_found", 400);
});

await step("updateUser", async () => {
  good(await ana.auth.signInWithPassword({ email: "ana@example.com", password }));
  const { user } = good(await ana.auth.updateUser({ data: { theme: "dark" } }));
  assert.equal(user.user_metadata.theme, "dark");
  assert.equal(user.user_metadata.full_name, "Ana");
  refused(await ana.auth.updateUser({ password }), "same_password", 422);
});

await step("sign out ends this sign-in at once, and only this one", async () => {
  const laptop = client();
  const kept = good(await laptop.auth.signInWithPassword({ email: "ana@example.com", password })).session;
  const ended = good(await ana.auth.signInWithPassword({ email: "ana@example.com", password })).session;
  good({ data: null, ...(await ana.auth.signOut({ scope: "local" })) });
  const { error } = await client().auth.getUser(ended.access_token);
  assert.equal(error.name, "AuthSessionMissingError");
  refused(await client().auth.refreshSession({ refresh_token: ended.refresh_token }), "refresh_token_not_found", 400);
  good(await client().auth.getUser(kept.access_token));
  good({ data: null, ...(await laptop.auth.signOut()) });
  assert.equal((await client().auth.getUser(kept.access_token)).error.name, "AuthSessionMissingError");
});

const changed = "An0ther-Passw0rd!";

await step("a forgotten password: the link of the log signs in once, in any browser", async () => {
  const asking = createClient(url, anonKey, { auth: { autoRefreshToken: false, persistSession: false, flowType: "pkce" } });
  const redirectTo = "https://app.example.com/reset?from=login";
  good(await asking.auth.resetPasswordForEmail("Ana@example.com", { redirectTo }));
  good(await asking.auth.resetPasswordForEmail("nobody@example.com", { redirectTo }));
  const links = await (await fetch(`${url}/_test/links`)).json();
  assert.equal(links.length, 1);
  const link = new URL(links[0]);
  assert.equal(link.origin + link.pathname, "https://app.example.com/reset");
  assert.equal(link.searchParams.get("from"), "login");
  const token_hash = link.searchParams.get("token_hash");
  const type = link.searchParams.get("type");
  const data = good(await ana.auth.verifyOtp({ token_hash, type }));
  assert.equal(data.user.email, "ana@example.com");
  assert.ok(data.session.access_token && data.session.refresh_token);
  refused(await client().auth.verifyOtp({ token_hash, type }), "otp_expired", 403);
});

await step("and a new password is set, which ends the other sign-ins", async () => {
  refused(await ana.auth.updateUser({ password }), "same_password", 422);
  assert.equal((await ana.auth.updateUser({ password: "abc" })).error.name, "AuthWeakPasswordError");
  good(await ana.auth.updateUser({ password: changed }));
  refused(await client().auth.signInWithPassword({ email: "ana@example.com", password }), "invalid_credentials", 400);
  good(await client().auth.signInWithPassword({ email: "ana@example.com", password: changed }));
});

await step("profile: name, language, another address; the other sign-ins end on request", async () => {
  const other = client();
  good(await other.auth.signInWithPassword({ email: "ana@example.com", password: changed }));
  const { user } = good(await ana.auth.updateUser({ email: "ana.new@example.com", data: { display_name: "Ana B.", language: "pt" } }));
  assert.equal(user.email, "ana.new@example.com");
  assert.deepEqual([user.user_metadata.display_name, user.user_metadata.language], ["Ana B.", "pt"]);
  good({ data: null, ...(await ana.auth.signOut({ scope: "others" })) });
  assert.equal((await other.auth.getUser()).error.name, "AuthSessionMissingError");
  good(await ana.auth.getUser());
});

await step("the admin API belongs to the service role", async () => {
  const admin = client(serviceKey).auth.admin;
  const { user } = good(await admin.createUser({ email: "eva@example.com", password, email_confirm: true }));
  good(await client().auth.signInWithPassword({ email: "eva@example.com", password }));
  const page = good(await admin.listUsers({ page: 1, perPage: 1 }));
  assert.equal(page.users.length, 1);
  assert.equal(page.total, 2);
  assert.equal(page.nextPage, 2);
  good(await admin.updateUserById(user.id, { ban_duration: "1h" }));
  refused(await client().auth.signInWithPassword({ email: "eva@example.com", password }), "user_banned", 400);
  good(await admin.deleteUser(user.id));
  refused(await admin.getUserById(user.id), "user_not_found", 404);
  refused(await client().auth.admin.listUsers(), "not_admin", 403);
});

console.log(JSON.stringify(steps));
