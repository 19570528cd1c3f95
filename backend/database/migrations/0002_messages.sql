-- +goose Up

create table public.contacts (
    id                   uuid primary key,
    session_id           uuid not null,
    user_id              uuid not null,
    chat_id              text not null,
    phone_number         text,
    name                 text,
    is_group             boolean not null default false,
    unread_count         integer not null default 0 check (unread_count >= 0),
    last_message_at      timestamptz,
    last_message_id      uuid,
    last_message_body    text,
    last_message_type    text,
    last_message_from_me boolean,
    created_at           timestamptz not null default now(),

    -- The owner is repeated here so that the policy is one comparison; this key keeps it true.
    foreign key (session_id, user_id) references public.whatsapp_sessions (id, user_id) on delete cascade,
    unique (session_id, chat_id)
);
create index contacts_session_id_last_message_at on public.contacts (session_id, last_message_at desc nulls last, id desc);
create index contacts_user_id on public.contacts (user_id);

alter table public.contacts enable row level security;
create policy contacts_owner on public.contacts for select to authenticated
    using (user_id = (select auth.uid()));
revoke all on public.contacts from anon, authenticated;
grant select on public.contacts to authenticated;
grant select, insert, update, delete on public.contacts to service_role;

create table public.messages (
    id          uuid primary key,
    session_id  uuid not null,
    user_id     uuid not null,
    chat_id     text not null,
    -- WhatsApp's bare id: the same message arrives under several composite spellings, the bare id is one.
    message_id  text not null,
    -- The composite spelling WAHA used last; its calls want it.
    waha_id     text,
    from_me     boolean not null,
    from_number text,
    to_number   text,
    -- Who wrote it in a group: WhatsApp's full id.
    participant text,
    sender_name text,
    body        text,
    type        text not null,
    media_url   text,
    -- received; or the way of a message out.
    status      text not null
                check (status in ('received', 'queued', 'sending', 'sent', 'delivered', 'read', 'played', 'failed')),
    ack         smallint not null default 0,
    -- app: written on the phone or another device; api: sent through WAHA.
    source      text check (source in ('app', 'api')),
    error_code  text,
    timestamp   timestamptz not null,
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),

    idempotency_key  text,
    idempotency_hash bytea,

    foreign key (session_id, user_id) references public.whatsapp_sessions (id, user_id) on delete cascade,
    unique (session_id, message_id)
);
create index messages_chat on public.messages (session_id, chat_id, timestamp desc, id desc);
create unique index messages_idempotency_key on public.messages (session_id, idempotency_key)
    where idempotency_key is not null;
create index messages_outbox on public.messages (session_id, chat_id, id) where status in ('queued', 'sending');

alter table public.messages enable row level security;
create policy messages_owner on public.messages for select to authenticated
    using (user_id = (select auth.uid()));
revoke all on public.messages from anon, authenticated;
grant select on public.messages to authenticated;
grant select, insert, update, delete on public.messages to service_role;

-- What a receipt makes of an own message. Zero (pending) never gets here: whoever stores a row knows better.
-- +goose StatementBegin
create function conectafy.status_of_ack(ack integer) returns text language sql immutable parallel safe as $$
    select case ack when -1 then 'failed' when 1 then 'sent' when 2 then 'delivered' when 3 then 'read' when 4 then 'played' end
$$;
-- +goose StatementEnd
grant execute on function conectafy.status_of_ack(integer) to service_role;

-- Webhooks are unordered: the receipt of a message may come before the message. It waits here.
create table conectafy.early_acks (
    session_id uuid not null references public.whatsapp_sessions (id) on delete cascade,
    message_id text not null,
    ack        smallint not null,
    created_at timestamptz not null default now(),
    primary key (session_id, message_id)
);
create index early_acks_created_at on conectafy.early_acks (created_at);
alter table conectafy.early_acks enable row level security;
grant select, insert, update, delete on conectafy.early_acks to service_role;

-- Webhooks that were signed by the container but could not be turned into rows, kept for inspection.
create table conectafy.unprocessed_webhooks (
    id          uuid primary key,
    session_id  uuid not null references public.whatsapp_sessions (id) on delete cascade,
    event       text,
    reason      text not null,
    body        bytea not null,
    -- The same body delivered again is the same row.
    body_sha256 bytea not null,
    created_at  timestamptz not null default now(),
    unique (session_id, body_sha256)
);
create index unprocessed_webhooks_created_at on conectafy.unprocessed_webhooks (created_at);
alter table conectafy.unprocessed_webhooks enable row level security;
grant select, insert, update, delete on conectafy.unprocessed_webhooks to service_role;
