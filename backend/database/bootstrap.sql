-- Makes a bare PostgreSQL (15 or newer) look like Supabase to our migrations and queries: the roles, the schema auth and the
-- functions that policies call. It runs as a superuser before the migrations and may run any number of times. On Supabase all of
-- it exists already and this file is not used. server.sql follows in the same transaction. Passwords are set by the program, never here.

-- Roles belong to the whole server, not to one database, so two databases may be prepared at the same time: the lock on the
-- shared catalogue makes them take turns.
do $$
begin
    lock table pg_catalog.pg_authid in share row exclusive mode;

    -- The three roles of Supabase: nobody logs in as them, a login role switches to them for one transaction.
    if not exists (select from pg_roles where rolname = 'anon') then
        create role anon nologin noinherit;
    end if;
    if not exists (select from pg_roles where rolname = 'authenticated') then
        create role authenticated nologin noinherit;
    end if;
    if not exists (select from pg_roles where rolname = 'service_role') then
        create role service_role nologin noinherit bypassrls;
    end if;

    -- The embedded identity server logs in as conectafy_auth. It sees the schema auth and nothing else, so that password hashes and
    -- the tenants' data are never within reach of one connection.
    if not exists (select from pg_roles where rolname = 'conectafy_auth') then
        create role conectafy_auth;
    end if;
    if not exists (select from pg_roles where rolname = 'conectafy_auth' and rolcanlogin and not rolinherit and not rolsuper
                      and not rolbypassrls and not rolcreaterole and not rolcreatedb and not rolreplication) then
        alter role conectafy_auth login noinherit nosuperuser nobypassrls nocreaterole nocreatedb noreplication;
    end if;
end
$$;

-- Before PostgreSQL 15 anyone could create tables in public; a database upgraded from there still allows it.
revoke create on schema public from public;
grant usage on schema public to anon, authenticated, service_role;

-- Supabase hands every new table in public to the API roles. Ours name their grants one by one, so that TRUNCATE, which ignores
-- RLS, is never among them.
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;

create schema if not exists auth;
revoke all on schema auth from public;
grant usage on schema auth to anon, authenticated, service_role, conectafy_auth;

-- Who is asking, in the words of Supabase. A setting made for one transaction reads '' afterwards, not NULL, hence nullif. The
-- older setting of a single claim wins over the whole set.
create or replace function auth.uid() returns uuid language sql stable as $$
    select coalesce(
        nullif(current_setting('request.jwt.claim.sub', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
    )::uuid
$$;

create or replace function auth.role() returns text language sql stable as $$
    select coalesce(
        nullif(current_setting('request.jwt.claim.role', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'
    )::text
$$;

create or replace function auth.email() returns text language sql stable as $$
    select coalesce(
        nullif(current_setting('request.jwt.claim.email', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email'
    )::text
$$;

create or replace function auth.jwt() returns jsonb language sql stable as $$
    select coalesce(
        nullif(current_setting('request.jwt.claim', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')
    )::jsonb
$$;

-- The tables of the identity server, with the names and rules of Supabase's, so that the people in them can move to a real one
-- with their ids and passwords. Empty tokens are '' and never NULL: the real server cannot read a row that has a NULL there.
create table if not exists auth.users (
    instance_id                 uuid not null default '00000000-0000-0000-0000-000000000000',
    id                          uuid primary key,
    aud                         varchar(255) not null default 'authenticated',
    role                        varchar(255) not null default 'authenticated',
    email                       varchar(255) check (email = lower(email)),
    encrypted_password          varchar(255),
    email_confirmed_at          timestamptz,
    invited_at                  timestamptz,
    confirmation_token          varchar(255) not null default '',
    confirmation_sent_at        timestamptz,
    recovery_token              varchar(255) not null default '',
    recovery_sent_at            timestamptz,
    email_change_token_new      varchar(255) not null default '',
    email_change                varchar(255) not null default '',
    email_change_sent_at        timestamptz,
    last_sign_in_at             timestamptz,
    raw_app_meta_data           jsonb not null default '{}',
    raw_user_meta_data          jsonb not null default '{}',
    is_super_admin              boolean,
    created_at                  timestamptz not null default now(),
    updated_at                  timestamptz not null default now(),
    phone                       text unique,
    phone_confirmed_at          timestamptz,
    phone_change                text not null default '',
    phone_change_token          varchar(255) not null default '',
    phone_change_sent_at        timestamptz,
    confirmed_at                timestamptz generated always as (least(email_confirmed_at, phone_confirmed_at)) stored,
    email_change_token_current  varchar(255) not null default '',
    email_change_confirm_status smallint not null default 0 check (email_change_confirm_status between 0 and 2),
    banned_until                timestamptz,
    reauthentication_token      varchar(255) not null default '',
    reauthentication_sent_at    timestamptz,
    is_sso_user                 boolean not null default false,
    deleted_at                  timestamptz,
    is_anonymous                boolean not null default false
);
create unique index if not exists users_email_partial_key on auth.users (email) where is_sso_user = false;
create index if not exists users_recovery_token on auth.users (recovery_token) where recovery_token <> '';
create index if not exists users_created_at_id on auth.users (created_at desc, id);

create table if not exists auth.identities (
    provider_id     text not null,
    user_id         uuid not null references auth.users (id) on delete cascade,
    identity_data   jsonb not null,
    provider        text not null,
    last_sign_in_at timestamptz,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    email           text generated always as (lower(identity_data ->> 'email')) stored,
    id              uuid primary key default gen_random_uuid(),
    unique (provider_id, provider)
);
create index if not exists identities_user_id_idx on auth.identities (user_id);

do $$
begin
    create type auth.aal_level as enum ('aal1', 'aal2', 'aal3');
exception
    when duplicate_object then null;
end
$$;

create table if not exists auth.sessions (
    id           uuid primary key,
    user_id      uuid not null references auth.users (id) on delete cascade,
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now(),
    factor_id    uuid,
    aal          auth.aal_level not null default 'aal1',
    not_after    timestamptz,
    refreshed_at timestamp,
    user_agent   text,
    ip           inet,
    tag          text
);
create index if not exists sessions_user_id_created_at_idx on auth.sessions (user_id, created_at);

-- token and parent hold SHA-256 hashes: whoever reads a backup cannot sign in with it.
create table if not exists auth.refresh_tokens (
    instance_id uuid not null default '00000000-0000-0000-0000-000000000000',
    id          bigserial primary key,
    token       varchar(255) not null unique,
    user_id     varchar(255) not null,
    revoked     boolean not null default false,
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    parent      varchar(255),
    session_id  uuid not null references auth.sessions (id) on delete cascade
);
create index if not exists refresh_tokens_session_id_revoked_idx on auth.refresh_tokens (session_id, revoked);

revoke all on all tables in schema auth from public, anon, authenticated, service_role;
grant select, insert, update, delete on auth.users, auth.identities, auth.sessions, auth.refresh_tokens to conectafy_auth;
grant usage on sequence auth.refresh_tokens_id_seq to conectafy_auth;
