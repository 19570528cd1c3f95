-- +goose Up

-- Tables that only the server touches live in a schema of their own, which no API gateway exposes. Everybody may name
-- what is in it, since the server's login role prepares its statements before it takes the service role; only the
-- service role is granted the tables.
create schema if not exists conectafy;
revoke all on schema conectafy from public;
grant usage on schema conectafy to public;

-- The list of the migrations applied is a table like any other.
alter table if exists conectafy.goose_db_version enable row level security;

create table public.whatsapp_sessions (
    id                uuid primary key,
    user_id           uuid not null references auth.users (id) on delete cascade,
    session_name      text not null check (char_length(session_name) between 1 and 100),
    phone_number      text check (phone_number ~ '^[0-9]{5,20}$'),
    status            text not null default 'disconnected'
                      check (status in ('disconnected', 'connecting', 'connected', 'error')),
    qr_code           text,
    container_name    text not null unique,
    container_port    integer not null unique check (container_port between 1 and 65535),
    webhook_url       text not null default '',
    created_at        timestamptz not null default now(),
    updated_at        timestamptz not null default now(),
    last_connected_at timestamptz,

    -- What the owner wants; the reconciler makes the container match it.
    desired_state     text not null default 'running' check (desired_state in ('running', 'stopped', 'deleted')),
    restart_requested_at timestamptz,

    -- What WAHA last said, and when it said it, so that a late event does not overwrite a newer one.
    waha_status       text,
    waha_status_at    timestamptz not null default 'epoch',
    push_name         text,
    error_code        text,

    -- The reconciler's memory of failed attempts, so that a crash of the backend does not restart the count.
    attempts          integer not null default 0,
    next_attempt_at   timestamptz not null default 'epoch',

    -- The earliest moment of the next message out: one number never sends faster than its pace.
    next_send_at      timestamptz not null default 'epoch',

    unique (id, user_id)
);

create index whatsapp_sessions_user_id_created_at on public.whatsapp_sessions (user_id, created_at desc);

alter table public.whatsapp_sessions enable row level security;
create policy whatsapp_sessions_owner on public.whatsapp_sessions for all to authenticated
    using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));

-- People read their sessions and rename them. Everything else goes through the server, so that nobody who holds
-- a token can point a session at another port or container.
revoke all on public.whatsapp_sessions from anon, authenticated;
grant select, update (session_name, updated_at) on public.whatsapp_sessions to authenticated;
grant select, insert, update, delete on public.whatsapp_sessions to service_role;

-- The WAHA API key and the webhook secret of a container, encrypted by the server (AES-256-GCM).
create table conectafy.session_secrets (
    session_id     uuid primary key references public.whatsapp_sessions (id) on delete cascade,
    api_key        bytea not null,
    webhook_secret bytea not null
);
alter table conectafy.session_secrets enable row level security;
grant select, insert, update, delete on conectafy.session_secrets to service_role;

-- One row: the installation's own id. Containers carry it as a label, so that a backend never touches those of another.
create table conectafy.installation (
    only_row boolean primary key default true check (only_row),
    id       uuid not null default gen_random_uuid()
);
insert into conectafy.installation default values;
alter table conectafy.installation enable row level security;
grant select on conectafy.installation to service_role;
