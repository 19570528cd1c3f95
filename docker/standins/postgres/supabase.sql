-- What Supabase's image has beyond bootstrap.sql, as far as the compose file uses it.
\set password `echo "$POSTGRES_PASSWORD"`
create role postgres login superuser password :'password';
create role supabase_auth_admin login noinherit;
create role authenticator login noinherit;
grant anon, authenticated, service_role to authenticator;
grant usage on schema auth to supabase_auth_admin;
grant select, insert, update, delete on auth.users, auth.identities, auth.sessions, auth.refresh_tokens to supabase_auth_admin;
grant usage on all sequences in schema auth to supabase_auth_admin;
create schema extensions;
grant usage on schema extensions to anon, authenticated, service_role;
